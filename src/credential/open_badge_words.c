#include "credential/open_badge.h"

#define LITERAL(s)               \
	{                        \
		s, sizeof(s) - 1 \
	}

const struct open_badge_types open_badge_types = {
	.eqf = LITERAL("ext:EQF"),
	.framework = LITERAL("ext:NQF"),
	.cycle = LITERAL("ext:QFEHEA"),
	.quality = LITERAL("ext:QualityAssurance"),
	.outcome = LITERAL("ceasn:Competency"),
	.hours = LITERAL("ext:Workload"),
	.assessment = LITERAL("ext:Assessment"),
	.participation = LITERAL("ext:Participation"),
	.supervision = LITERAL("ext:Supervision"),
	.prerequisite = LITERAL("ext:Prerequisite"),
	.stacking = LITERAL("ext:Stacking"),
	.more = LITERAL("ext:MoreInformation"),
	.body = LITERAL("ext:AwardingBody"),
};

struct word {
	const char *uri, *word;
};

#define MODE "http://data.europa.eu/snb/learning-assessment/"
#define EXAM "http://data.europa.eu/snb/assessment/"
#define DUTCH "https://edubadges.nl/static/obv3-glossary.html#"

/* European modes of learning, and what only the Dutch profile knows. The first is read back. */
static const struct word participations[] = {
	{MODE "920fbb3cbe", "online"},
	{MODE "e92d221e4d", "onsite or blended"},
	{MODE "9191af2ed9", "onsite or blended"},
	{MODE "729f3bed4b", "work experience"},
	{MODE "7813801c77", "onsite or blended"},
	{MODE "ed4c557045", "onsite or blended"},
	{DUTCH "participation-type-volunteering", "volunteering"},
	{DUTCH "participation-type-personalized-learning-activities",
		"personalized learning activities"},
	{NULL, NULL},
};

static const struct word assessments[] = {
	{EXAM "6e6cb2cc78", "testing"},
	{EXAM "d30284d7df", "testing"},
	{EXAM "b1b68f6735", "testing"},
	{EXAM "3484bd7e51", "testing"},
	{EXAM "7331eb4762", "testing"},
	{EXAM "6a4db9f11d", "application of a skill"},
	{EXAM "795dac4096", "application of a skill"},
	{EXAM "2939dae15f", "application of a skill"},
	{EXAM "56539a6507", "application of a skill"},
	{EXAM "c4256a2726", "application of a skill"},
	{EXAM "de4d165a6c", "application of a skill"},
	{EXAM "19a2e5e671", "application of a skill"},
	{EXAM "812e3b0ae1", "application of a skill"},
	{EXAM "4f03b91c0e", "portfolio"},
	{DUTCH "assessment-type-recognition-of-prior-learning", "recognition of prior learning"},
	{NULL, NULL},
};

static const char *const supervisions[SUPERVISION_KINDS] = {
	[SUPERVISION_NONE] = "unsupervised with no identity verification",
	[SUPERVISION_ONLY] = "supervised with no identity verification",
	[SUPERVISION_ONLINE] = "supervised online",
	[SUPERVISION_ONSITE_VERIFIED] = "onsite with identity verification",
};

static struct str word_of(const struct word *w, struct str uri)
{
	while (w->uri && !str_is(uri, w->uri))
		w++;
	return str_of(w->word);
}

static struct str uri_of(const struct word *w, struct str word)
{
	while (w->uri && !str_is(word, w->word))
		w++;
	return str_of(w->uri);
}

struct str open_badge_participation(struct str uri)
{
	return word_of(participations, uri);
}

struct str open_badge_assessment(struct str uri)
{
	return word_of(assessments, uri);
}

struct str open_badge_participation_uri(struct str word)
{
	return uri_of(participations, word);
}

struct str open_badge_assessment_uri(struct str word)
{
	return uri_of(assessments, word);
}

struct str open_badge_supervision(enum record_supervision s)
{
	return str_of(supervisions[s]);
}

enum record_supervision open_badge_supervision_of(struct str word)
{
	for (int i = 1; i < SUPERVISION_KINDS; i++)
		if (str_is(word, supervisions[i]))
			return (enum record_supervision)i;
	return SUPERVISION_UNSTATED;
}
