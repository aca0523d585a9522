"""The codes of places that people call by name, or by another code."""

from __future__ import annotations

from ..text import folded

_COUNTRIES = """\
AD Andorra|AE United Arab Emirates=UAE|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia
AO Angola|AQ Antarctica|AR Argentina=ARG|AS American Samoa|AT Austria=AUT|AU Australia=AUS|AW Aruba|AX Åland
AZ Azerbaijan|BA Bosnia and Herzegovina=Bosnia|BB Barbados|BD Bangladesh=BGD|BE Belgium=BEL|BF Burkina Faso
BG Bulgaria=BGR|BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthélemy|BM Bermuda|BN Brunei|BO Bolivia=BOL
BQ Bonaire|BR Brazil=BRA|BS Bahamas|BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada=CAN
CC Cocos Islands|CD Democratic Republic of the Congo=DR Congo=DRC|CF Central African Republic|CG Congo
CH Switzerland=CHE|CI Côte d'Ivoire=Ivory Coast|CK Cook Islands|CL Chile=CHL|CM Cameroon|CN China=CHN
CO Colombia=COL|CR Costa Rica|CU Cuba|CV Cabo Verde=Cape Verde|CW Curaçao|CX Christmas Island|CY Cyprus
CZ Czechia=Czech Republic=CZE|DE Germany=DEU=Deutschland|DJ Djibouti|DK Denmark=DNK|DM Dominica
DO Dominican Republic|DZ Algeria|EC Ecuador=ECU|EE Estonia=EST|EG Egypt=EGY|EH Western Sahara|ER Eritrea
ES Spain=ESP|ET Ethiopia|EU European Union|FI Finland=FIN|FJ Fiji|FK Falkland Islands|FM Micronesia
FO Faroe Islands|FR France=FRA|GA Gabon|GB United Kingdom=UK=GBR=Great Britain=Britain|GD Grenada|GE Georgia
GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe
GQ Equatorial Guinea|GR Greece=GRC|GS South Georgia|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana
HK Hong Kong|HM Heard Island|HN Honduras|HR Croatia=HRV|HT Haiti|HU Hungary=HUN|ID Indonesia=IDN
IE Ireland=IRL|IL Israel=ISR|IM Isle of Man|IN India=IND|INT international=worldwide=global=world
IO British Indian Ocean Territory|IQ Iraq|IR Iran|IS Iceland=ISL|IT Italy=ITA|JE Jersey|JM Jamaica|JO Jordan
JP Japan=JPN|KE Kenya=KEN|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis
KP North Korea|KR South Korea=Korea=KOR|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon
LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania=LTU|LU Luxembourg=LUX
LV Latvia=LVA|LY Libya|MA Morocco=MAR|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar
MH Marshall Islands|MK North Macedonia|ML Mali|MM Myanmar=Burma|MN Mongolia|MO Macao=Macau
MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|MT Malta=MLT|MU Mauritius|MV Maldives
MW Malawi|MX Mexico=MEX|MY Malaysia=MYS|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island
NG Nigeria=NGA|NI Nicaragua|NL Netherlands=NLD=Holland|NO Norway=NOR|NP Nepal|NR Nauru|NU Niue
NZ New Zealand=NZL=Aotearoa|OM Oman|PA Panama|PE Peru=PER|PF French Polynesia|PG Papua New Guinea
PH Philippines=PHL|PK Pakistan=PAK|PL Poland=POL|PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico
PS Palestine|PT Portugal=PRT|PW Palau|PY Paraguay|QA Qatar|RE Réunion|RO Romania=ROU|RS Serbia|RU Russia=RUS
RW Rwanda|SA Saudi Arabia=SAU|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden=SWE|SG Singapore=SGP
SH Saint Helena|SI Slovenia=SVN|SJ Svalbard|SK Slovakia=SVK|SL Sierra Leone|SM San Marino|SN Senegal
SO Somalia|SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SX Sint Maarten|SY Syria
SZ Eswatini=Swaziland|TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo
TH Thailand=THA|TJ Tajikistan|TK Tokelau|TL Timor-Leste=East Timor|TM Turkmenistan|TN Tunisia|TO Tonga
TR Türkiye=Turkey=TUR|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan=TWN|TZ Tanzania|UA Ukraine=UKR|UG Uganda
UM United States Minor Outlying Islands|US United States=United States of America=USA=America|UY Uruguay
UZ Uzbekistan|VA Vatican=Holy See|VC Saint Vincent|VE Venezuela|VG British Virgin Islands
VI United States Virgin Islands|VN Vietnam=VNM|VU Vanuatu|WF Wallis and Futuna|WS Samoa|YE Yemen|YT Mayotte
ZA South Africa=ZAF|ZM Zambia|ZW Zimbabwe
GB-ENG England|GB-SCT Scotland|GB-WLS Wales|GB-NIR Northern Ireland
CA-AB Alberta|CA-BC British Columbia|CA-MB Manitoba|CA-NB New Brunswick|CA-NL Newfoundland and Labrador
CA-NS Nova Scotia|CA-NT Northwest Territories|CA-NU Nunavut|CA-ON Ontario|CA-PE Prince Edward Island
CA-QC Quebec=Québec|CA-SK Saskatchewan|CA-YT Yukon|AU-ACT Australian Capital Territory|AU-NSW New South Wales
AU-NT Northern Territory|AU-QLD Queensland|AU-SA South Australia|AU-TAS Tasmania|AU-VIC Victoria
AU-WA Western Australia"""
"""Codes with the names of their places, ``=`` before each other name."""


def codes_of(word: str) -> list[str]:
    """The codes of the places that go by a name: of Georgia, GE and US-GA; none for what is no name here."""
    from ..importing.places import US_STATES

    wanted = folded(word).removeprefix("the ")
    found = []
    for entry in _COUNTRIES.replace("\n", "|").split("|"):
        code, _, names = entry.partition(" ")
        if wanted in map(folded, names.split("=")):
            found.append(code)
    # Where a country has the name of a state, as with its islands, its own code is the one in use.
    states = [f"US-{code}" for code, name in US_STATES.items() if folded(name) == wanted]
    return found + [code for code in states if code[3:] not in found]
