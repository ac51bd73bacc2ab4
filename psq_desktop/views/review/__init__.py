"""« Vérifier le retour »: a partner's workbook, line by line, before it is written."""
