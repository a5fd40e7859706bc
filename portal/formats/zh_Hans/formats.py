"""Chinese offices write money as 50,000.00: by threes with a comma, where Django groups by four with nothing."""

NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
