"""What places are called: ISO 3166 codes and their names in English, and where the US states lie."""

from __future__ import annotations

from ..importing.places import US_STATES, state_name

_COUNTRIES = """
    AD Andorra; AE United Arab Emirates; AF Afghanistan; AG Antigua and Barbuda; AI Anguilla; AL Albania; AM
    Armenia; AO Angola; AQ Antarctica; AR Argentina; AS American Samoa; AT Austria; AU Australia; AW Aruba;
    AX Åland Islands; AZ Azerbaijan; BA Bosnia and Herzegovina; BB Barbados; BD Bangladesh; BE Belgium; BF
    Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BL Saint Barthélemy; BM Bermuda; BN Brunei;
    BO Bolivia; BQ Bonaire, Sint Eustatius and Saba; BR Brazil; BS Bahamas; BT Bhutan; BV Bouvet Island; BW
    Botswana; BY Belarus; BZ Belize; CA Canada; CC Cocos (Keeling) Islands; CD DR Congo; CF Central African
    Republic; CG Congo; CH Switzerland; CI Côte d'Ivoire; CK Cook Islands; CL Chile; CM Cameroon; CN China;
    CO Colombia; CR Costa Rica; CU Cuba; CV Cabo Verde; CW Curaçao; CX Christmas Island; CY Cyprus; CZ
    Czechia; DE Germany; DJ Djibouti; DK Denmark; DM Dominica; DO Dominican Republic; DZ Algeria; EC
    Ecuador; EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea; ES Spain; ET Ethiopia; FI Finland; FJ
    Fiji; FK Falkland Islands; FM Micronesia; FO Faroe Islands; FR France; GA Gabon; GB United Kingdom; GD
    Grenada; GE Georgia; GF French Guiana; GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN
    Guinea; GP Guadeloupe; GQ Equatorial Guinea; GR Greece; GS South Georgia and the South Sandwich Islands;
    GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana; HK Hong Kong; HM Heard Island and McDonald Islands;
    HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia; IE Ireland; IL Israel; IM Isle of Man; IN
    India; IO British Indian Ocean Territory; IQ Iraq; IR Iran; IS Iceland; IT Italy; JE Jersey; JM Jamaica;
    JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM Comoros; KN Saint Kitts and
    Nevis; KP North Korea; KR South Korea; KW Kuwait; KY Cayman Islands; KZ Kazakhstan; LA Laos; LB Lebanon;
    LC Saint Lucia; LI Liechtenstein; LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg; LV
    Latvia; LY Libya; MA Morocco; MC Monaco; MD Moldova; ME Montenegro; MF Saint Martin (French part); MG
    Madagascar; MH Marshall Islands; MK North Macedonia; ML Mali; MM Myanmar; MN Mongolia; MO Macao; MP
    Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta; MU Mauritius; MV
    Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NC New Caledonia; NE Niger; NF
    Norfolk Island; NG Nigeria; NI Nicaragua; NL Netherlands; NO Norway; NP Nepal; NR Nauru; NU Niue; NZ New
    Zealand; OM Oman; PA Panama; PE Peru; PF French Polynesia; PG Papua New Guinea; PH Philippines; PK
    Pakistan; PL Poland; PM Saint Pierre and Miquelon; PN Pitcairn; PR Puerto Rico; PS Palestine; PT
    Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; RO Romania; RS Serbia; RU Russia; RW Rwanda; SA
    Saudi Arabia; SB Solomon Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH Saint Helena; SI
    Slovenia; SJ Svalbard and Jan Mayen; SK Slovakia; SL Sierra Leone; SM San Marino; SN Senegal; SO
    Somalia; SR Suriname; SS South Sudan; ST Sao Tome and Principe; SV El Salvador; SX Sint Maarten (Dutch
    part); SY Syria; SZ Eswatini; TC Turks and Caicos Islands; TD Chad; TF French Southern Territories; TG
    Togo; TH Thailand; TJ Tajikistan; TK Tokelau; TL Timor-Leste; TM Turkmenistan; TN Tunisia; TO Tonga; TR
    Türkiye; TT Trinidad and Tobago; TV Tuvalu; TW Taiwan; TZ Tanzania; UA Ukraine; UG Uganda; UM United
    States Minor Outlying Islands; US United States; UY Uruguay; UZ Uzbekistan; VA Vatican City; VC Saint
    Vincent and the Grenadines; VE Venezuela; VG British Virgin Islands; VI U.S. Virgin Islands; VN Vietnam;
    VU Vanuatu; WF Wallis and Futuna; WS Samoa; YE Yemen; YT Mayotte; ZA South Africa; ZM Zambia; ZW
    Zimbabwe
"""
_PARTS = """
    AR-C Buenos Aires City; AU-ACT Australian Capital Territory; AU-NSW New South Wales; AU-NT Northern
    Territory; AU-QLD Queensland; AU-SA South Australia; AU-TAS Tasmania; AU-VIC Victoria; AU-WA Western
    Australia; BR-RJ Rio de Janeiro; BR-SP São Paulo; CA-AB Alberta; CA-BC British Columbia; CA-MB Manitoba;
    CA-NB New Brunswick; CA-NL Newfoundland and Labrador; CA-NS Nova Scotia; CA-NT Northwest Territories;
    CA-NU Nunavut; CA-ON Ontario; CA-PE Prince Edward Island; CA-QC Quebec; CA-SK Saskatchewan; CA-YT Yukon;
    CH-GE Genève; CH-VD Vaud; CH-ZH Zürich; DE-BE Berlin; DE-BY Bayern; DE-HH Hamburg; ES-CT Catalunya
    [Cataluña]; ES-MD Madrid, Comunidad de; FR-IDF Île-de-France; FR-PAC Provence-Alpes-Côte-d’Azur; GB-ENG
    England; GB-NIR Northern Ireland; GB-SCT Scotland; GB-WLS Wales; IE-D Dublin; IN-DL Delhi; IT-25
    Lombardia; IT-62 Lazio; JP-13 Tokyo; NL-NH North Holland
"""
_TILES = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. .. .. .. .. VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT ..
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL .. ..
"""


def _table(text: str) -> dict[str, str]:
    """Codes and names: "FR France; DE Germany"."""
    return dict(entry.split(None, 1) for entry in " ".join(text.split()).split("; "))


_NAMES = {"EU": "European Union", "INT": "International"} | _table(_COUNTRIES) | _table(_PARTS)

TILES = [
    (code, row, column)
    for row, line in enumerate(_TILES.split("\n")[1:-1], start=1)
    for column, code in enumerate(line.split(), start=1)
    if code != ".."
]
"""A tile for each US state and the capital's district, by the postal code: row and column from 1."""


def place_name(code: str) -> str:
    """What a place is called: Massachusetts for US-MA; of a part that has no name here, country and code."""
    known = state_name(code) or _NAMES.get(code)
    if known:
        return known
    country = _NAMES.get(code.partition("-")[0])
    return f"{country} ({code})" if country else code


def us_state(code: str) -> str:
    """The name of a US state by its postal code."""
    return US_STATES[code]
