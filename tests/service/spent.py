"""A small file with texts of its own, for the tests of what is decided about them (the fixture `spent`)."""

NAME = "gemeente-proef"
HEADER = "Crediteur;Factuurnummer;Factuurdatum;Omschrijving grootboek;Bedrag excl. btw\n"
ROWS = (
    "Beton BV;F1;14-02-2024;Diversen;9.000,00\n"
    "Koffie BV;F2;14-02-2024;Diversen;1.000,00\n"
    "Koffie BV;F3;14-02-2024;Koffie en thee;500,00\n"
    "Koffie BV;F4;14-02-2024;Koffie, thee;400,00\n"
    "Wegen BV;F5;14-02-2024;Onderhoud wegen;700,00\n"
)
