"""Forms that travel as workbooks: made, recognised, understood and compared. Pure: no session, no file."""
