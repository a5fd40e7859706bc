"""A holder without a phone to show rings a window, which rings the registered number back and makes a code to say."""
