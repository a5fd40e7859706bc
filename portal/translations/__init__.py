"""The site's sentences: English in the code, each with its Chinese in `locale/`."""
