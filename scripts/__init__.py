"""Programs beside the site: set-up, and breaking things on purpose."""
