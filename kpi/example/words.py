"""What bodies buy, in the words of their finance systems, with the CPV code that a buyer would give it.

`weights` are parts per ten thousand of the procurement of a municipality, province, water authority and the Rijk. They are
invented, in the order of size that Dutch annual accounts show: care and works are large, coffee is small.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("municipality", "province", "water_authority", "rijk")


def column(kind: str) -> int:
    """The place of a kind of body among the weights of a category; a ministry buys as the Rijk does."""
    return KINDS.index("rijk" if kind == "ministry" else kind)


@dataclass(frozen=True)
class Category:
    """One kind of purchase. `cpv` is None for words so vague that nobody can classify them.

    `package`, `ledger` and `cost` are three ways to call it: a purchase package (inkooppakket), a ledger account name and a
    short cost type. `trade` is what its suppliers have in their names; `streams` how many suppliers and `lines` how many
    invoices each has a year.
    """

    key: str
    cpv: str | None
    role: str
    weights: tuple[int, int, int, int]
    streams: int
    lines: int
    kind: str  # supplies, services, works
    trade: str
    account: int
    package: str
    ledger: str
    cost: str


@dataclass(frozen=True)
class LeftOut:
    """Payments that are no procurement; `weight` in parts per ten thousand of the procurement amount."""

    key: str
    reason: str
    weight: int
    payee: str
    account: int
    package: str
    ledger: str
    cost: str


# fmt: off
CATEGORIES = tuple(Category(*row) for row in (
    # key, cpv, role, weights m p w r, streams, lines, kind, trade, account, package, ledger, cost
    ("coffee", "15860000", "staff", (16, 9, 10, 22), 4, 4, "supplies", "Koffiebranderij", 4310, "Warme dranken", "Kantinekosten koffie en thee", "Koffie, thee en cacao"),
    ("catering", "55500000", "staff", (55, 40, 35, 120), 3, 3, "services", "Catering", 4312, "Catering", "Kosten bedrijfsrestaurant", "Cateringdiensten"),
    ("food", "15890000", "social", (24, 6, 5, 40), 3, 2, "supplies", "Voedingsgroothandel", 4314, "Voedingsmiddelen", "Levensmiddelen ontmoetingscentra", "Voedingsmiddelen"),
    ("workwear", "18100000", "grounds", (26, 16, 30, 170), 3, 2, "supplies", "Bedrijfskleding", 4320, "Bedrijfskleding", "Dienstkleding en werkschoenen", "Kleding personeel"),
    ("furniture", "39130000", "staff", (62, 55, 30, 160), 3, 3, "supplies", "Kantoorinrichting", 4330, "Kantoormeubilair", "Aanschaf meubilair kantoren", "Meubilair"),
    ("ict_hardware", "30200000", "it", (165, 150, 120, 620), 3, 3, "supplies", "Computers", 4340, "ICT hardware", "Aanschaf computers en randapparatuur", "ICT-apparatuur"),
    ("software", "48000000", "it", (310, 290, 230, 850), 4, 3, "supplies", "Software", 4342, "Software en licenties", "Softwarelicenties", "Licenties programmatuur"),
    ("ict_services", "72500000", "it", (250, 260, 210, 1150), 3, 3, "services", "Automatisering", 4344, "ICT dienstverlening", "Beheer en hosting ICT", "ICT-diensten derden"),
    ("telecom", "64200000", "it", (70, 60, 60, 180), 2, 3, "services", "Telecom", 4346, "Telecommunicatie", "Telefonie en dataverkeer", "Telecommunicatiekosten"),
    ("paper", "30197630", "staff", (14, 10, 6, 30), 2, 2, "supplies", "Papier", 4350, "Papier", "Kopieerpapier", "Papierverbruik"),
    ("print", "79800000", "staff", (40, 40, 15, 80), 2, 2, "services", "Drukkerij", 4352, "Drukwerk", "Drukwerk en bindwerk", "Drukwerk"),
    ("energy", "09310000", "property", (390, 260, 900, 360), 2, 4, "supplies", "Energie", 4360, "Energie", "Elektriciteit gebouwen", "Elektriciteit"),
    ("fuel", "09130000", "grounds", (35, 60, 70, 60), 2, 2, "supplies", "Brandstoffen", 4362, "Brandstof", "Brandstof voertuigen", "Brandstoffen"),
    ("timber", "03410000", "grounds", (46, 70, 130, 30), 3, 4, "supplies", "Houthandel", 4370, "Hout en houtproducten", "Hout voor steigers en bruggen", "Hout"),
    ("carpentry", "44191000", "property", (30, 15, 20, 14), 3, 2, "supplies", "Timmerfabriek", 4372, "Timmerwerk", "Houten kozijnen en deuren", "Timmerwerk gebouwen"),
    ("roads", "45233000", "projects", (860, 3100, 420, 700), 4, 3, "works", "Infra", 4380, "GWW wegen", "Aanleg en herstel wegen", "Wegenbouw"),
    ("sewers", "45232400", "grounds", (330, 0, 1500, 0), 3, 2, "works", "Rioolbouw", 4382, "GWW riolering", "Aanleg riolering", "Rioleringswerken"),
    ("water_works", "45246000", "projects", (0, 900, 2100, 260), 3, 3, "works", "Waterbouw", 4384, "Waterbouw", "Oevers en kades", "Waterbouwkundige werken"),
    ("buildings", "45210000", "property", (640, 260, 380, 620), 3, 3, "works", "Bouw", 4386, "Nieuwbouw en renovatie", "Bouwkosten gebouwen", "Bouwwerken"),
    ("installations", "50700000", "property", (260, 180, 420, 420), 3, 3, "services", "Installatietechniek", 4388, "Onderhoud installaties", "Onderhoud technische installaties", "Onderhoud gebouwinstallaties"),
    ("green", "77300000", "grounds", (420, 380, 330, 60), 4, 3, "services", "Groenvoorziening", 4390, "Groenonderhoud", "Onderhoud openbaar groen", "Groenvoorziening"),
    ("street_furniture", "34928400", "grounds", (80, 60, 10, 0), 2, 2, "supplies", "Straatmeubilair", 4392, "Straatmeubilair", "Banken en afvalbakken", "Straatinrichting"),
    ("lighting", "34928500", "grounds", (90, 110, 20, 0), 2, 2, "supplies", "Lichtmasten", 4394, "Openbare verlichting", "Lichtmasten en armaturen", "Straatverlichting"),
    ("playground", "37535200", "grounds", (45, 0, 0, 0), 2, 2, "supplies", "Speeltoestellen", 4396, "Speelvoorzieningen", "Speeltoestellen", "Speeltuinuitrusting"),
    ("waste", "90500000", "grounds", (620, 30, 340, 60), 2, 4, "services", "Reiniging", 4398, "Afvalinzameling", "Inzamelen en verwerken afval", "Afvalverwerking"),
    ("cleaning", "90910000", "staff", (150, 90, 70, 340), 2, 4, "services", "Schoonmaak", 4400, "Schoonmaak", "Schoonmaakkosten gebouwen", "Schoonmaakdiensten"),
    ("security", "79710000", "staff", (80, 60, 40, 420), 2, 3, "services", "Beveiliging", 4402, "Beveiliging", "Bewaking en beveiliging", "Beveiligingsdiensten"),
    ("vehicles", "34100000", "grounds", (120, 100, 120, 240), 2, 2, "supplies", "Bedrijfswagens", 4404, "Voertuigen", "Aanschaf en lease voertuigen", "Vervoermiddelen"),
    ("transport", "60130000", "social", (270, 420, 0, 40), 3, 3, "services", "Vervoer", 4406, "Doelgroepenvervoer", "Leerlingenvervoer", "Personenvervoer"),
    ("home_help", "85312000", "social", (1250, 0, 0, 0), 4, 3, "services", "Thuiszorg", 4410, "Wmo huishoudelijke hulp", "Hulp bij het huishouden", "Maatschappelijke ondersteuning"),
    ("youth_care", "85311300", "social", (1850, 0, 0, 260), 5, 3, "services", "Jeugdzorg", 4412, "Jeugdzorg", "Jeugdhulp zorg in natura", "Jeugdhulp"),
    ("temporary_staff", "79620000", "staff", (620, 640, 520, 1300), 4, 3, "services", "Uitzendbureau", 4420, "Inhuur personeel", "Inhuur derden", "Externe inhuur"),
    ("consultancy", "79410000", "projects", (300, 620, 280, 980), 4, 2, "services", "Adviesgroep", 4422, "Organisatieadvies", "Advieskosten", "Adviesdiensten derden"),
    ("engineering", "71320000", "projects", (310, 900, 760, 330), 3, 2, "services", "Ingenieurs", 4424, "Ingenieursdiensten", "Ontwerp en directievoering", "Ingenieursbureaus"),
    ("research", "73000000", "projects", (0, 60, 60, 560), 3, 2, "services", "Onderzoek", 4426, "Onderzoek", "Onderzoekskosten", "Onderzoek en ontwikkeling"),
    ("laboratory", "38000000", "property", (0, 0, 90, 180), 2, 2, "supplies", "Meetinstrumenten", 4428, "Laboratorium", "Meetapparatuur laboratorium", "Laboratoriumbenodigdheden"),
    ("chemicals", "24960000", "property", (0, 0, 380, 20), 2, 3, "supplies", "Chemie", 4430, "Chemicalien zuivering", "Hulpstoffen zuivering", "Chemische hulpstoffen"),
    ("insurance", "66510000", "staff", (80, 40, 50, 20), 2, 1, "services", "Verzekeringen", 4440, "Verzekeringen", "Verzekeringspremies", "Verzekeringen"),
    ("training", "80500000", "staff", (85, 80, 60, 220), 3, 2, "services", "Opleidingen", 4442, "Opleidingen", "Studie en opleiding", "Scholing"),
    ("communication", "79340000", "staff", (75, 80, 40, 150), 2, 2, "services", "Communicatie", 4444, "Communicatie en media", "Voorlichting en campagnes", "Communicatiediensten"),
    ("post", "64110000", "staff", (38, 14, 14, 60), 2, 2, "services", "Post", 4446, "Post en koerier", "Portokosten", "Postbezorging"),
    ("legal", "79100000", "staff", (65, 60, 50, 190), 2, 2, "services", "Advocaten", 4448, "Juridische diensten", "Kosten juridische bijstand", "Rechtsbijstand"),
    ("diverse", None, "projects", (240, 230, 210, 280), 3, 3, "services", "Handelsonderneming", 4490, "Overig", "Diverse kosten", "Overige kosten"),
    ("projects", None, "projects", (80, 80, 70, 90), 2, 2, "services", "Projecten", 4492, "Nog in te delen", "Projectkosten", "Nader te verdelen kosten"),
))

LEFT_OUT = tuple(LeftOut(*row) for row in (
    ("payroll", "salary", 260, "Pensioenfonds Overheid en Ambt", 4010, "Personeelslasten", "Salarissen en sociale lasten", "Loonkosten"),
    ("subsidies", "subsidy", 720, "Stichting Welzijnshuis", 4710, "Subsidies", "Subsidies instellingen", "Inkomensoverdrachten"),
    ("benefits", "benefit", 940, "Uitkeringsadministratie", 4720, "Uitkeringen", "Uitkeringen Participatiewet", "Sociale uitkeringen"),
    ("taxes", "tax", 65, "Belastingkantoor", 4730, "Belastingen", "Belastingen en heffingen", "Belastingen"),
    ("contributions", "transfer", 830, "Veiligheidsregio Middenland", 4740, "Bijdrage gemeenschappelijke regeling", "Bijdragen aan verbonden partijen", "Bijdragen medeoverheden"),
    ("internal", "internal", 120, "Interne dienst", 4750, "Interne verrekening", "Doorbelaste interne kosten", "Interne doorbelasting"),
    ("interest", "finance", 150, "Overheidskredietkas", 4760, "Rente en aflossing", "Rente langlopende leningen", "Rentelasten"),
    ("damages", "compensation", 22, "Claimsbureau", 4770, "Schadevergoeding", "Schadevergoedingen", "Schade-uitkeringen"),
))
# fmt: on

VAGUE = ("diverse", "projects")
LOOKUP: dict[str, Category | LeftOut] = {
    **{one.key: one for one in CATEGORIES},
    **{one.key: one for one in LEFT_OUT},
}

WAYS = {
    "exact": "ledger",
    "afas": "ledger",
    "visma": "ledger",
    "unit4": "package",
    "key2": "package",
    "sap": "cost",
    "oracle": "cost",
}
"""Which of the three ways to call a purchase a finance system exports."""


def category_text(system: str, key: str) -> str:
    """The words that a finance system uses for a category."""
    text = getattr(LOOKUP[key], WAYS[system])
    return text.upper() if system == "oracle" else text
