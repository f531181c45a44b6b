"""Rows in; pictures, data frames, workbooks and text files out: reports draw, they do not fetch."""
