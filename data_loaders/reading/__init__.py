"""Reading sheets like a person: header, columns, cells, totals; every row accounted for."""
