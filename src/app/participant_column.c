#include "app/participant_column.h"

#include "app/participant.h"

#include "base/arena.h"

#define MAIL_MOST 254
#define WORDS_LEAST 4 /* bytes of a name that may stand among other words */

static const struct {
	const char *id, *text;
	size_t most;
} columns[COLUMNS] = {
	[COLUMN_NONE] = {"none", N_("Leave it out"), 0},
	[COLUMN_GIVEN_NAME] = {"given_name", N_("Given name"), PARTICIPANT_NAME_MOST},
	[COLUMN_PREFIX] = {"prefix", N_("Prefix of the family name"), PARTICIPANT_NAME_MOST},
	[COLUMN_FAMILY_NAME] = {"family_name", N_("Family name"), PARTICIPANT_NAME_MOST},
	[COLUMN_COUNTRY] = {"country", N_("Country where they live"), PARTICIPANT_NAME_MOST},
	[COLUMN_KIND] = {"kind", N_("Participant or team member"), PARTICIPANT_NAME_MOST},
	[COLUMN_MAIL] = {"mail", N_("Mail address"), MAIL_MOST},
	[COLUMN_BORN] = {"born", N_("Birth date"), PARTICIPANT_NAME_MOST},
	[COLUMN_PLACE] = {"place", N_("Place where they live"), PROJECT_NAME_MOST},
	[COLUMN_HOST] = {"host", N_("Organisation where they were"), PROJECT_NAME_MOST},
	[COLUMN_STARTS] = {"starts", N_("First day, if another one"), PARTICIPANT_NAME_MOST},
	[COLUMN_ENDS] = {"ends", N_("Last day, if another one"), PARTICIPANT_NAME_MOST},
	[COLUMN_LANGUAGE] = {"language", N_("Language of the certificate"), PARTICIPANT_NAME_MOST},
};

/* What headings say, folded: en, nl, fr, de, others. Of what is not wanted too, so that a country
 * of birth is not taken for where somebody lives. */
static const struct {
	enum participant_column column;
	const char *names; /* "|" between */
} known[] = {
	{COLUMN_GIVEN_NAME,
		"given name|given names|first name|first names|firstname|forename|voornaam|"
		"voornamen|roepnaam|prenom|prenoms|vorname|vornamen|rufname|nombre|imie"},
	{COLUMN_PREFIX, "prefix of the family name|tussenvoegsel|tussenvoegsels|voorvoegsel|"
			"naamtussenvoegsel|voorvoegsel van de familienaam|"
			"particule du nom de famille|namenszusatz|namensvorsatz|"
			"zusatz zum familiennamen"},
	{COLUMN_FAMILY_NAME,
		"family name|family names|last name|lastname|surname|familyname|familienaam|"
		"achternaam|nom de famille|nom|familienname|nachname|zuname|apellido|apellidos|"
		"cognome|nazwisko"},
	{COLUMN_COUNTRY,
		"country where they live|country of residence|residence country|country|"
		"lives in|sending country|participant country|land|woonland|land waar ze wonen|"
		"land van verblijf|woont in|pays|pays de residence|pays ou ils habitent|habite en|"
		"wohnland|wohnsitzland|land des wohnsitzes|land in dem sie wohnen|wohnt in"},
	{COLUMN_KIND, "participant or team member|role|kind|type|participant type|rol|functie|"
		      "soort|deelnemer of teamlid|fonction|role dans le projet|"
		      "participant ou membre de l equipe|rolle|funktion|art|"
		      "teilnehmer oder teammitglied"},
	{COLUMN_MAIL, "mail address|mail|e mail|email|email address|e mail address|emailaddress|"
		      "mailadres|e mailadres|e mail adres|emailadres|adresse mail|adresse e mail|"
		      "adresse electronique|courriel|mel|mailadresse|e mail adresse|emailadresse|"
		      "correo electronico"},
	{COLUMN_BORN, "birth date|date of birth|birthdate|birthday|dob|born|geboortedatum|"
		      "geboren|geboren op|date de naissance|ne le|nee le|ne e le|geburtsdatum|"
		      "geburtstag|geboren am|fecha de nacimiento"},
	{COLUMN_PLACE, "place where they live|place of residence|residence|city|town|place|"
		       "residence city|woonplaats|plaats|gemeente|stad|plaats waar ze wonen|ville|"
		       "lieu|lieu de residence|lieu ou ils habitent|commune|domicile|wohnort|ort|"
		       "stadt|ort in dem sie wohnen"},
	{COLUMN_HOST,
		"organisation where they were|host|host organisation|host organization|"
		"hosting organisation|organisation|organization|sending organisation|"
		"sending organization|gastorganisatie|organisatie|organisatie waar ze waren|"
		"vereniging|organisation d accueil|organisme d accueil|"
		"organisation ou ils etaient|association|gastorganisation|aufnahmeorganisation|"
		"organisation bei der sie waren|verein"},
	{COLUMN_STARTS, "first day if another one|first day|start|start date|startdate|starts|"
			"begin|begindatum|startdatum|eerste dag|eerste dag als die anders is|van|"
			"debut|date de debut|premier jour|premier jour s il est different|du|"
			"beginn|erster tag|erster tag falls anders|von|from|arrival|arrival date"},
	{COLUMN_ENDS, "last day if another one|last day|end|end date|enddate|ends|einde|einddatum|"
		      "laatste dag|laatste dag als die anders is|tot|tot en met|fin|date de fin|"
		      "dernier jour|dernier jour s il est different|au|ende|enddatum|letzter tag|"
		      "letzter tag falls anders|bis|to|until|departure|departure date"},
	{COLUMN_LANGUAGE, "language of the certificate|language|preferred language|taal|"
			  "taal van het certificaat|langue|langue du certificat|sprache|"
			  "sprache des zertifikats"},
	{COLUMN_NONE,
		"country of birth|birth country|place of birth|birth place|birthplace|"
		"geboorteplaats|geboorteland|lieu de naissance|pays de naissance|geburtsort|"
		"geburtsland|nationality|citizenship|nationaliteit|nationalite|"
		"staatsangehorigkeit|emergency|noodgeval|urgence|notfall|parent|parents|ouder|"
		"ouders|eltern|guardian|contact person|contactpersoon|personne de contact|"
		"kontaktperson|mother tongue|moedertaal|langue maternelle|muttersprache|"
		"project name|project title|middle name|phone|telephone|telefoon|telefon|"
		"timestamp|tijdstempel|horodateur|zeitstempel|language level|start time|end time|"
		"doctor|passport|account"},
};

#define KNOWN (sizeof(known) / sizeof(*known))

const char *participant_column_id(enum participant_column column)
{
	return columns[column].id;
}

enum participant_column participant_column_find(struct str id)
{
	enum participant_column column = COLUMNS - 1;
	while (column > COLUMN_NONE && !str_is(id, columns[column].id))
		column--;
	return column;
}

const char *participant_column_text(enum participant_column column)
{
	return columns[column].text;
}

size_t participant_column_most(enum participant_column column)
{
	return columns[column].most;
}

/* Among the words of the other, which begins and ends with a blank. */
static bool stands_in(struct arena *a, struct str words, struct str name)
{
	return name.len >= WORDS_LEAST &&
	       str_search(words, str_fmt(a, " %.*s ", STR_ARG(name))) < words.len;
}

enum participant_column participant_column_guess(struct arena *a, struct str folded)
{
	enum participant_column found = COLUMN_NONE;
	struct str words = str_fmt(a, " %.*s ", STR_ARG(folded));
	size_t longest = 0;
	for (size_t i = 0; i < KNOWN; i++) {
		struct str rest = str_of(known[i].names);
		while (rest.len) {
			struct str name = str_cut(&rest, '|');
			if (str_eq(name, folded))
				return known[i].column;
			bool is_other = known[i].column == COLUMN_NONE;
			if ((name.len <= longest && !is_other) || !stands_in(a, words, name))
				continue;
			if (is_other)
				return COLUMN_NONE;
			longest = name.len;
			found = known[i].column;
		}
	}
	return found;
}
