"""How are numbers written here, where Django has it otherwise? A folder for each such language."""
