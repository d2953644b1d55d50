"""The archive: articles, who wrote and published them, and what readers said about them."""
