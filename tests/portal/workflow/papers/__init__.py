"""A small flow for tests of the engine itself: a paper is written, handed in, and taken or turned down."""
