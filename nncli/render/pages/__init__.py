"""What stands on a page, one file for each kind of page. How a page is written is the matter of `forms`."""
