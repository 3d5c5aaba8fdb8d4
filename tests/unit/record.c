#include "unit/record.h"

#define LITERAL(s)               \
	{                        \
		s, sizeof(s) - 1 \
	}
#define TEXTS(name, nl, en)                        \
	static const struct record_text name[] = { \
		{LITERAL("nl"), LITERAL(nl)}, {LITERAL("en"), LITERAL(en)}}
#define IN_BOTH(name)   \
	{               \
		name, 2 \
	}

TEXTS(provider_name, "Hogeschool Voorbeeld", "Example University");
TEXTS(partner_name, "Stichting Zomerschool", "Summer School");
TEXTS(title, "Data-analyse met Python", "Data analysis with Python");
TEXTS(about, "Je leert gegevens \"lezen\" en tekenen.", "You learn to \"read\" and draw data.");
TEXTS(criteria, "Je maakt een opdracht\nen legt die uit.", "You do a task\nand explain it.");
TEXTS(first_outcome, "maakt een grafiek", "draws a chart");
TEXTS(second_outcome, "legt een fout uit", "explains a mistake");
TEXTS(framework, "NLQF-niveau 6", "NLQF level 6");
TEXTS(practical, "praktijkopdracht", "practical assessment");
TEXTS(blended, "deels op afstand", "blended");
TEXTS(decision, "Keurmerk \u00e9\u00e9n", "Label one");
TEXTS(reviewed, "Elk jaar bekeken", "Reviewed each year");
TEXTS(before, "Rekenen op niveau 3F", "Numeracy at level 3F");
TEXTS(stacking, "Telt mee voor de minor Data", "Counts for the minor Data");
TEXTS(grading, "Cijfer", "Grade");
TEXTS(more, "Over de cursus", "About the course");

static const struct record_identifier numbers[] = {{LITERAL("ext:BRIN"), LITERAL("21AB")}};

static const struct record_organisation provider = {
	.id = LITERAL("https://hogeschool.example.org/issuers/17"),
	.name = IN_BOTH(provider_name),
	.email = LITERAL("info@hogeschool.example.org"),
	.url = LITERAL("https://hogeschool.example.org/"),
	.address = {LITERAL("Dorpsstraat 1"), LITERAL("1234 AB"), LITERAL("Utrecht"), {0},
		LITERAL("NL")},
	.identifiers = {numbers, 1},
};

static const struct record_organisation bodies[] = {
	{
		.id = LITERAL("https://hogeschool.example.org/issuers/17/law"),
		.name = IN_BOTH(provider_name),
	},
	{
		.id = LITERAL("https://zomerschool.example.org/"),
		.name = IN_BOTH(partner_name),
	},
};

static const struct record_concept outcomes[] = {
	{LITERAL("http://data.europa.eu/esco/skill/00000000-0000-0000-0000-000000000001"),
		IN_BOTH(first_outcome)},
	{{0}, IN_BOTH(second_outcome)},
};
static const struct record_concept pages[] = {
	{LITERAL("https://hogeschool.example.org/data"), IN_BOTH(more)},
};
static const struct record_quality qualities[] = {
	{{LITERAL("https://data.example.org/decisions/AV-4223"), IN_BOTH(decision)},
		LITERAL("AV-4223"), IN_BOTH(reviewed)},
};

static const struct record_translation translations[] = {
	{LITERAL("https://learn.example.org/achievements/data-analysis-en"), LITERAL("en")}};

static const struct record_achievement full = {
	.id = LITERAL("https://hogeschool.example.org/achievements/42"),
	.title = IN_BOTH(title),
	.description = IN_BOTH(about),
	.criteria = IN_BOTH(criteria),
	.image = LITERAL("https://hogeschool.example.org/data.png"),
	.language = LITERAL("nl-NL"),
	.translations = {translations, 1},
	.awarding_bodies = {bodies, 2},
	.outcomes = {outcomes, 2},
	.program = LITERAL("34567"),
	.ects = LITERAL("3.5"),
	.hours = 98,
	.level = {6, {LITERAL("https://nlqf.example.org/6"), IN_BOTH(framework)}, 1},
	.assessment = {LITERAL("http://data.europa.eu/snb/assessment/6a4db9f11d"),
		IN_BOTH(practical)},
	.participation = {LITERAL("http://data.europa.eu/snb/learning-assessment/e92d221e4d"),
		IN_BOTH(blended)},
	.quality = {qualities, 1},
	.prerequisites = IN_BOTH(before),
	.supervision = SUPERVISION_ONSITE_VERIFIED,
	.scale = {LITERAL("https://hogeschool.example.org/achievements/42/grade"), IN_BOTH(grading),
		LITERAL("ext:ECTSGradeScore"), LITERAL("1"), LITERAL("10"), LITERAL("5.5")},
	.stacking = IN_BOTH(stacking),
	.more = {pages, 1},
};

static const struct record_identifier student[] = {
	{LITERAL("emailAddress"), LITERAL("anna@example.org")}};
static const struct record_evidence evidence[] = {{LITERAL("https://anna.example.org/chart"),
	IN_BOTH(first_outcome), IN_BOTH(about), LITERAL("report")}};

const struct record record_full = {
	.id = LITERAL("https://hogeschool.example.org/credentials/7f0d6a52"),
	.achievement = &full,
	.issuer = &provider,
	.learner = {LITERAL("did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"),
		LITERAL("Anna de Vries"), LITERAL("Anna"), LITERAL("de Vries"),
		LITERAL("1990-05-17"), {student, 1}},
	.issued = LITERAL("2026-03-01T09:00:00Z"),
	.valid_until = LITERAL("2031-03-01T09:00:00Z"),
	.grade = LITERAL("8.5"),
	.evidence = evidence,
	.evidence_len = 1,
	.status = {LITERAL("https://hogeschool.example.org/status/3"), LITERAL("revocation"),
		94567},
};

static const struct record_achievement bare = {
	.id = LITERAL("urn:uuid:0b1f5d1e-5d0a-4a5b-8f1e-000000000042"),
	.title = IN_BOTH(title),
	.description = IN_BOTH(about),
	.criteria = IN_BOTH(criteria),
};
static const struct record_organisation youth_centre = {
	.id = LITERAL("did:web:jeugd.example.org"),
	.name = IN_BOTH(partner_name),
};

const struct record record_bare = {
	.id = LITERAL("urn:uuid:0b1f5d1e-5d0a-4a5b-8f1e-000000000001"),
	.achievement = &bare,
	.issuer = &youth_centre,
	.learner = {.full_name = LITERAL("Sam")},
	.issued = LITERAL("2026-03-01T09:00:00Z"),
};
