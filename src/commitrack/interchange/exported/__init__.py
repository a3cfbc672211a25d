"""Read again what ``export csv`` and ``export xlsx`` have written, also after it was edited in a spreadsheet."""
