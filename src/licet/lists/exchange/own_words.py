"""Header and kind words of users' own lists, in the languages such lists are kept in."""

from __future__ import annotations

import re
import unicodedata

from licet.core.listing import Kind

# Fields in the order they are guessed: a header that fits two takes the first
HEADERS: dict[str, tuple[str, ...]] = {
    "alias": (
        *("alias", "aliases", "aka", "also known as", "other names", "alternative name"),
        *("autres noms", "alias nom", "aliasname", "weitere namen", "otros nombres"),
        *("altri nomi", "diger adlar", "takma ad", "псевдоним", "інші імена", "別名", "别名"),
    ),
    "given_name": (
        *("first name", "given name", "forename", "prenom", "vorname", "nombre de pila"),
        *("nome proprio", "имя", "ім'я", "名"),
    ),
    "family_name": (
        *("last name", "family name", "surname", "nom de famille", "nachname", "familienname"),
        *("apellido", "apellidos", "cognome", "soyad", "soyadi", "фамилия", "прізвище", "姓"),
    ),
    "birth_date": (
        *("date of birth", "birth date", "dob", "born", "birthday", "date de naissance"),
        *("geburtsdatum", "fecha de nacimiento", "data di nascita", "data de nascimento"),
        *("dogum tarihi", "дата рождения", "дата народження", "生年月日", "出生日期"),
    ),
    "birth_place": (
        *("place of birth", "birth place", "pob", "lieu de naissance", "geburtsort"),
        *("lugar de nacimiento", "место рождения", "місце народження", "出生地"),
    ),
    "listed_date": (
        *("listed on", "listing date", "date listed", "date added", "added on", "date of listing"),
        *("date d'inscription", "listungsdatum", "aufnahmedatum", "fecha de inclusion"),
        *("дата включения", "дата внесення", "掲載日", "列入日期"),
    ),
    "expires_date": (
        *("expires", "expiry", "expiry date", "end date", "valid until", "until", "ablaufdatum"),
        *("date d'expiration", "fecha de vencimiento", "дата окончания"),
    ),
    "nationality": (
        *("nationality", "citizenship", "nationalite", "staatsangehorigkeit", "nationalitat"),
        *("nacionalidad", "nazionalita", "uyruk", "гражданство", "громадянство", "国籍"),
    ),
    "country": (
        *("country", "country code", "country or region", "pays", "land", "pais", "paese", "ulke"),
        *("страна", "країна", "国", "国名", "国家"),
    ),
    "address": (
        *("address", "addresses", "adresse", "anschrift", "direccion", "indirizzo", "adres"),
        *("адрес", "адреса", "住所", "地址"),
    ),
    "identifiers": (
        *("passport", "passport number", "passport no", "national id", "id number", "tax number"),
        *("tax id", "registration number", "company number", "imo", "imo number", "lei", "vat"),
        *("inn", "ogrn", "duns", "swift", "bic", "mmsi", "identifier", "identifiers"),
        *("numero de passeport", "passnummer", "handelsregisternummer", "steuernummer"),
        *("pasaporte", "nif", "cif", "инн", "огрн", "єдрпоу", "паспорт", "旅券番号", "护照"),
    ),
    "kind": (
        *("type", "kind", "entity type", "party type", "category of party", "art", "typ", "tipo"),
        *("тип", "種別", "类型"),
    ),
    "programme": (
        *("programme", "program", "list", "regime", "sanctions programme", "liste", "programa"),
        *("programm", "программа", "程序"),
    ),
    "reason": (
        *("reason", "grounds", "basis", "justification", "motif", "motifs", "grund"),
        *("begrundung", "motivo", "razon", "gerekce", "причина", "основание", "підстава", "理由"),
    ),
    "remarks": (
        *("remarks", "remark", "comment", "comments", "notes", "note", "bemerkung"),
        *("bemerkungen", "remarques", "observaciones", "примечание", "備考", "备注"),
    ),
    "id": (
        *("id", "uid", "ref", "reference", "reference number", "entry id", "record id", "no", "nr"),
        *("number", "numero", "nummer", "kimlik", "номер", "番号", "编号"),
    ),
    "name": (
        *("name", "full name", "party name", "entity name", "company", "company name"),
        *("customer name", "name of individual or entity", "organisation", "organization"),
        *("nom", "nom complet", "raison sociale", "firma", "firmenname", "nombre"),
        *("nombre completo", "razon social", "nome", "nome completo", "ragione sociale", "ad"),
        *(
            "unvan",
            "имя",
            "наименование",
            "название",
            "назва",
            "фио",
            "піб",
            "氏名",
            "名称",
            "姓名",
        ),
    ),
}
_KIND_WORDS: dict[Kind, str] = {
    "person": "person individual individuals natural human p i f persona personne einzelperson "
    "naturlich fisica physique kisi физлицо особа 個人 个人",
    "organisation": "entity company organisation organization organizations corporate firm bank "
    "group legal e c o societe firma unternehmen juristisch empresa entidad juridica azienda "
    "sirket юрлицо организация 団体 公司 企業",
    "vessel": "vessel ship boat tanker navire schiff buque nave gemi судно 船舶",
    "aircraft": "aircraft airplane plane avion flugzeug aeronave ucak самолет 航空機",
}
KINDS: dict[str, Kind] = {
    word: kind for kind, words in _KIND_WORDS.items() for word in words.split()
}


def key(text: str) -> str:
    """A header as it is compared: no accents, no case, no punctuation."""
    bare = unicodedata.normalize("NFKD", text).replace("ı", "i").replace("'", "")
    letters = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def kind_of(text: str) -> Kind:
    """The kind of party a cell names; "unknown" for a word that isn't known."""
    for word in key(text).split():
        if word in KINDS:
            return KINDS[word]
    return "unknown"
