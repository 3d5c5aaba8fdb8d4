#include "credential/open_badge.h"
#include "credential/status_list.h"
#include "credential/vc_model.h"

struct writer {
	struct arena *arena;
	const struct record *record;
	const struct record_achievement *achievement;
	struct str language;
	struct json alignments;
};

/* The Dutch profile's own terms, as its glossary names them. */
#define GLOSSARY "https://edubadges.nl/static/obv3-glossary.html#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
static const char dutch_context[] =
	"{\"ECTS\":{\"@id\":\"" GLOSSARY "ects\",\"@type\":\"" XSD "double\"},"
	"\"SBU\":{\"@id\":\"" GLOSSARY "sbu\",\"@type\":\"" XSD "integer\"},"
	"\"timeInvestment\":{\"@id\":\"" GLOSSARY "timeInvestment\",\"@type\":\"" XSD "integer\"},"
	"\"assessmentType\":\"" GLOSSARY "assessmentType\","
	"\"educationProgramIdentifier\":{\"@id\":\"" GLOSSARY
	"educationProgramIdentifier\",\"@type\":\"" XSD "integer\"},"
	"\"identityChecked\":{\"@id\":\"" GLOSSARY "identityChecked\",\"@type\":\"" XSD
	"boolean\"},"
	"\"participationType\":\"" GLOSSARY "participationType\","
	"\"supervisionType\":\"" GLOSSARY "supervisionType\"}";

static err_t lacks(const char *member)
{
	return err_log(ERR_INVALID, "%s: missing, or not as the format wants it", member);
}

static struct str text(const struct writer *w, const struct record_texts *texts)
{
	return record_text_in(texts, w->language);
}

/* Sets a member unless there is nothing to say. */
static void put(const struct writer *w, struct json *object, struct str name, struct str value)
{
	if (value.len)
		json_set(w->arena, object, name, json_of_str(value));
}

static void put_type(const struct writer *w, struct json *object, struct str type)
{
	struct json types = json_array();
	json_push(w->arena, &types, json_of_str(type));
	json_set(w->arena, object, STR("type"), types);
}

static void put_list(
	const struct writer *w, struct json *object, struct str name, const struct json *list)
{
	if (list->len)
		json_set(w->arena, object, name, *list);
}

/* An address for what has none: a fragment of the achievement's. */
static struct str fragment(const struct writer *w, const char *name)
{
	return str_fmt(w->arena, "%.*s#%s", STR_ARG(w->achievement->id), name);
}

struct alignment {
	struct str type, name, url, code, description;
};

static void align(struct writer *w, struct alignment x)
{
	struct json a = json_object();
	put_type(w, &a, STR("Alignment"));
	put(w, &a, STR("targetType"), x.type);
	put(w, &a, STR("targetName"), x.name.len ? x.name : x.url);
	put(w, &a, STR("targetUrl"), x.url);
	put(w, &a, STR("targetCode"), x.code);
	put(w, &a, STR("targetDescription"), x.description);
	json_push(w->arena, &w->alignments, a);
}

static void align_concept(
	struct writer *w, struct str type, const struct record_concept *c, struct str word)
{
	struct str name = text(w, &c->name);
	if (c->uri.len || name.len)
		align(w, (struct alignment){type, name.len ? name : word,
				 c->uri.len ? c->uri : fragment(w, type.p + sizeof("ext:") - 1),
				 word, STR_NONE});
}

static void align_concepts(struct writer *w, struct str type, const struct record_concepts *list,
	const char *fragment_name)
{
	for (size_t i = 0; i < list->len; i++) {
		struct record_concept c = list->at[i];
		if (!c.uri.len) {
			struct str name = str_fmt(w->arena, "%s-%zu", fragment_name, i + 1);
			c.uri = fragment(w, name.p);
		}
		align_concept(w, type, &c, STR_NONE);
	}
}

static void align_level(struct writer *w, const struct record_level *level)
{
	struct str eqf = str_fmt(w->arena, "%u", level->eqf);
	struct str cycle = str_fmt(w->arena, "%u", level->cycle);
	if (level->eqf)
		align(w, (struct alignment){open_badge_types.eqf,
				 str_fmt(w->arena, "EQF level %u", level->eqf),
				 str_fmt(w->arena, "http://data.europa.eu/snb/eqf/%u", level->eqf),
				 eqf,
				 level->framework.uri.len ? STR_NONE
							  : STR("Level stated by the provider")});
	align_concept(w, open_badge_types.framework, &level->framework, STR_NONE);
	if (level->cycle)
		align(w, (struct alignment){open_badge_types.cycle,
				 str_fmt(w->arena, "QF-EHEA cycle %u", level->cycle),
				 fragment(w, "cycle"), cycle, STR_NONE});
}

static void align_qualities(struct writer *w, const struct record_qualities *list)
{
	for (size_t i = 0; i < list->len; i++) {
		const struct record_quality *q = &list->at[i];
		struct str url = q->decision.uri;
		align(w, (struct alignment){open_badge_types.quality, text(w, &q->decision.name),
				 url.len ? url : fragment(w, "quality"), q->code,
				 text(w, &q->description)});
	}
}

static void align_text(
	struct writer *w, struct str type, const char *name, const struct record_texts *texts)
{
	if (texts->len)
		align(w, (struct alignment){
				 type, str_of(name), fragment(w, name), STR_NONE, text(w, texts)});
}

static void align_achievement(struct writer *w)
{
	const struct record_achievement *a = w->achievement;
	const struct open_badge_types *t = &open_badge_types;
	align_level(w, &a->level);
	align_qualities(w, &a->quality);
	align_concepts(w, t->outcome, &a->outcomes, "outcome");
	if (a->hours)
		align(w, (struct alignment){t->hours, str_fmt(w->arena, "%u hours", a->hours),
				 fragment(w, "workload"), str_fmt(w->arena, "PT%uH", a->hours),
				 STR_NONE});
	align_concept(w, t->assessment, &a->assessment, open_badge_assessment(a->assessment.uri));
	align_concept(w, t->participation, &a->participation,
		open_badge_participation(a->participation.uri));
	if (a->supervision)
		align(w, (struct alignment){t->supervision, open_badge_supervision(a->supervision),
				 fragment(w, "supervision"), STR_NONE, STR_NONE});
	align_text(w, t->prerequisite, "prerequisites", &a->prerequisites);
	align_text(w, t->stacking, "stacking", &a->stacking);
	align_concepts(w, t->more, &a->more, "information");
	for (size_t i = 1; i < a->awarding_bodies.len; i++) {
		const struct record_organisation *body = &a->awarding_bodies.at[i];
		align(w, (struct alignment){
				 t->body, text(w, &body->name), body->id, STR_NONE, STR_NONE});
	}
}

static struct json identifier_entry(const struct writer *w, const struct record_identifier *i)
{
	struct json entry = json_object();
	put(w, &entry, STR("type"), STR("IdentifierEntry"));
	put(w, &entry, STR("identifier"), i->value);
	put(w, &entry, STR("identifierType"), i->type);
	return entry;
}

static void put_address(
	const struct writer *w, struct json *profile, const struct record_address *address)
{
	struct json a = json_object();
	put_type(w, &a, STR("Address"));
	put(w, &a, STR("addressCountryCode"), address->country);
	put(w, &a, STR("addressRegion"), address->region);
	put(w, &a, STR("addressLocality"), address->locality);
	put(w, &a, STR("streetAddress"), address->street);
	put(w, &a, STR("postalCode"), address->postal_code);
	if (a.len > 1)
		json_set(w->arena, profile, STR("address"), a);
}

static err_t profile(
	const struct writer *w, const struct record_organisation *o, struct json *ret_profile)
{
	struct json p = json_object(), entries = json_array();
	struct str name = text(w, &o->name);
	if (!vc_is_url(o->id))
		return lacks("issuer.id");
	if (!name.len)
		return lacks("issuer.name");
	put(w, &p, STR("id"), o->id);
	put_type(w, &p, STR("Profile"));
	put(w, &p, STR("name"), name);
	put(w, &p, STR("url"), o->url);
	put(w, &p, STR("email"), o->email);
	put_address(w, &p, &o->address);
	for (size_t i = 0; i < o->identifiers.len; i++)
		json_push(w->arena, &entries, identifier_entry(w, &o->identifiers.at[i]));
	put_list(w, &p, STR("otherIdentifier"), &entries);
	*ret_profile = p;
	return NULL;
}

static struct json number(const struct writer *w, unsigned n)
{
	return json_of_int(w->arena, n);
}

static err_t put_ects(const struct writer *w, struct json *object, struct str name)
{
	struct json *value;
	err_t e = json_parse(w->arena, w->achievement->ects, &json_limits_default, &value);
	err_free(e);
	if (e || value->type != JSON_NUMBER)
		return lacks("achievement.ects");
	json_set(w->arena, object, name, *value);
	return NULL;
}

static err_t put_workload(const struct writer *w, struct json *object)
{
	const struct record_achievement *a = w->achievement;
	if (a->ects.len)
		TRY(put_ects(w, object, STR("ECTS")));
	else if (a->hours)
		json_set(w->arena, object, STR("SBU"), number(w, a->hours));
	else
		return lacks("achievement.ects");
	if (a->hours)
		json_set(w->arena, object, STR("timeInvestment"), number(w, a->hours));
	return NULL;
}

/* "en", "nl-NL": the only forms that inLanguage may have. */
static bool language_fits(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
		if (i < 2 ? !lower : i == 2 ? c != '-' : !upper)
			return false;
	}
	return s.len == 2 || s.len == 5;
}

/* What the Dutch profile demands beyond the format. */
static err_t check_dutch(const struct writer *w)
{
	const struct record_achievement *a = w->achievement;
	if (!a->image.len)
		return lacks("achievement.image");
	if (!a->language.len)
		return lacks("achievement.language");
	if (!a->scale.id.len || !w->record->grade.len)
		return lacks("grade");
	if (!a->level.eqf)
		return lacks("achievement.level");
	if (!a->quality.len)
		return lacks("achievement.quality");
	if (!a->supervision)
		return lacks("achievement.supervision");
	return NULL;
}

static err_t put_dutch(const struct writer *w, struct json *object)
{
	const struct record_achievement *a = w->achievement;
	struct str participation = open_badge_participation(a->participation.uri);
	struct str assessment = open_badge_assessment(a->assessment.uri);
	int64_t program;
	TRY(check_dutch(w));
	if (!participation.len)
		return lacks("achievement.participation");
	if (!assessment.len)
		return lacks("achievement.assessment");
	if (a->program.len && (!str_to_int(a->program, &program) || program < 1))
		return lacks("achievement.program");
	if (a->program.len)
		json_set(w->arena, object, STR("educationProgramIdentifier"),
			json_of_int(w->arena, program));
	put(w, object, STR("participationType"), participation);
	put(w, object, STR("assessmentType"), assessment);
	put(w, object, STR("supervisionType"), open_badge_supervision(a->supervision));
	json_set(w->arena, object, STR("identityChecked"),
		json_of_bool(a->supervision == SUPERVISION_ONSITE_VERIFIED));
	return put_workload(w, object);
}

static void put_scale(const struct writer *w, struct json *object)
{
	const struct record_scale *s = &w->achievement->scale;
	struct json d = json_object(), list = json_array();
	struct str name = text(w, &s->name);
	if (!s->id.len)
		return;
	put(w, &d, STR("id"), s->id);
	put_type(w, &d, STR("ResultDescription"));
	put(w, &d, STR("name"), name.len ? name : s->id);
	put(w, &d, STR("resultType"), s->type.len ? s->type : STR("Result"));
	put(w, &d, STR("valueMin"), s->least);
	put(w, &d, STR("valueMax"), s->most);
	put(w, &d, STR("requiredValue"), s->required);
	json_push(w->arena, &list, d);
	json_set(w->arena, object, STR("resultDescription"), list);
}

static err_t check_achievement(const struct record_achievement *a)
{
	if (!vc_is_url(a->id))
		return lacks("achievement.id");
	if (!a->title.len)
		return lacks("achievement.title");
	if (!a->description.len)
		return lacks("achievement.description");
	if (!a->criteria.len)
		return lacks("achievement.criteria");
	if (a->language.len && !language_fits(a->language))
		return lacks("achievement.language");
	if (a->image.len && !vc_is_url(a->image))
		return lacks("achievement.image");
	return NULL;
}

static void put_translations(const struct writer *w, struct json *object)
{
	const struct record_translations *all = &w->achievement->translations;
	struct json list = json_array();
	for (size_t i = 0; i < all->len; i++) {
		struct json one = json_object();
		put(w, &one, STR("id"), all->at[i].id);
		put_type(w, &one, STR("Related"));
		if (language_fits(all->at[i].language))
			put(w, &one, STR("inLanguage"), all->at[i].language);
		json_push(w->arena, &list, one);
	}
	put_list(w, object, STR("related"), &list);
}

static err_t put_parts(struct writer *w, struct json *object)
{
	const struct record_achievement *a = w->achievement;
	struct json image = json_object(), creator;
	put(w, &image, STR("id"), a->image);
	put(w, &image, STR("type"), STR("Image"));
	if (a->image.len)
		json_set(w->arena, object, STR("image"), image);
	if (a->awarding_bodies.len) {
		TRY(profile(w, &a->awarding_bodies.at[0], &creator));
		json_set(w->arena, object, STR("creator"), creator);
	}
	if (a->ects.len)
		TRY(put_ects(w, object, STR("creditsAvailable")));
	align_achievement(w);
	put_list(w, object, STR("alignment"), &w->alignments);
	put_translations(w, object);
	put_scale(w, object);
	return NULL;
}

static err_t achievement(
	struct writer *w, enum open_badge_profile for_profile, struct json *ret_achievement)
{
	const struct record_achievement *a = w->achievement;
	struct json object = json_object(), criteria = json_object();
	TRY(check_achievement(a));
	put(w, &object, STR("id"), a->id);
	put_type(w, &object, STR("Achievement"));
	put(w, &object, STR("achievementType"), a->kind.len ? a->kind : STR("MicroCredential"));
	put(w, &object, STR("name"), text(w, &a->title));
	put(w, &object, STR("description"), text(w, &a->description));
	put(w, &criteria, STR("narrative"), text(w, &a->criteria));
	json_set(w->arena, &object, STR("criteria"), criteria);
	put(w, &object, STR("inLanguage"), a->language);
	TRY(put_parts(w, &object));
	if (for_profile == OPEN_BADGE_DUTCH)
		TRY(put_dutch(w, &object));
	*ret_achievement = object;
	return NULL;
}

static void add_identity(
	const struct writer *w, struct json *list, struct str type, struct str value)
{
	struct json i = json_object();
	if (!value.len)
		return;
	put(w, &i, STR("type"), STR("IdentityObject"));
	json_set(w->arena, &i, STR("hashed"), json_of_bool(false));
	put(w, &i, STR("identityHash"), value);
	put(w, &i, STR("identityType"), type);
	json_push(w->arena, list, i);
}

static err_t put_learner(const struct writer *w, struct json *subject)
{
	const struct record_learner *l = &w->record->learner;
	struct json list = json_array();
	put(w, subject, STR("id"), l->id);
	put_type(w, subject, STR("AchievementSubject"));
	add_identity(w, &list, STR("name"), l->full_name);
	add_identity(w, &list, STR("ext:givenName"), l->given_name);
	add_identity(w, &list, STR("ext:familyName"), l->family_name);
	add_identity(w, &list, STR("ext:birthDate"), l->birth_date);
	for (size_t i = 0; i < l->identifiers.len; i++)
		add_identity(w, &list, l->identifiers.at[i].type, l->identifiers.at[i].value);
	if (!l->id.len && !list.len)
		return lacks("learner.id");
	put_list(w, subject, STR("identifier"), &list);
	return NULL;
}

static void put_grade(const struct writer *w, struct json *subject)
{
	struct json result = json_object(), results = json_array();
	if (!w->record->grade.len)
		return;
	put_type(w, &result, STR("Result"));
	put(w, &result, STR("resultDescription"), w->achievement->scale.id);
	put(w, &result, STR("value"), w->record->grade);
	json_push(w->arena, &results, result);
	json_set(w->arena, subject, STR("result"), results);
}

static void put_evidence(const struct writer *w, struct json *credential)
{
	struct json list = json_array();
	for (size_t i = 0; i < w->record->evidence_len; i++) {
		const struct record_evidence *e = &w->record->evidence[i];
		struct json one = json_object();
		put(w, &one, STR("id"), e->id);
		put_type(w, &one, STR("Evidence"));
		put(w, &one, STR("name"), text(w, &e->name));
		put(w, &one, STR("description"), text(w, &e->description));
		put(w, &one, STR("genre"), e->genre);
		json_push(w->arena, &list, one);
	}
	put_list(w, credential, STR("evidence"), &list);
}

static err_t put_contexts(
	const struct writer *w, enum open_badge_profile for_profile, struct json *credential)
{
	struct json contexts = json_array(), *dutch;
	json_push(w->arena, &contexts, json_of_str(STR("https://www.w3.org/ns/credentials/v2")));
	json_push(w->arena, &contexts,
		json_of_str(STR("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")));
	if (for_profile == OPEN_BADGE_DUTCH) {
		TRY(json_parse(w->arena, str_of(dutch_context), &json_limits_default, &dutch));
		json_push(w->arena, &contexts, *dutch);
	}
	json_set(w->arena, credential, STR("@context"), contexts);
	return NULL;
}

static err_t put_head(
	const struct writer *w, enum open_badge_profile for_profile, struct json *credential)
{
	const struct record *r = w->record;
	struct json types = json_array(), issuer;
	if (!vc_is_url(r->id))
		return lacks("id");
	if (!r->issued.len)
		return lacks("issued");
	TRY(put_contexts(w, for_profile, credential));
	TRY(profile(w, r->issuer, &issuer));
	put(w, credential, STR("id"), r->id);
	json_push(w->arena, &types, json_of_str(STR("VerifiableCredential")));
	json_push(w->arena, &types, json_of_str(STR("OpenBadgeCredential")));
	json_set(w->arena, credential, STR("type"), types);
	put(w, credential, STR("name"), text(w, &w->achievement->title));
	json_set(w->arena, credential, STR("issuer"), issuer);
	put(w, credential, STR("validFrom"), r->issued);
	put(w, credential, STR("validUntil"), r->valid_until);
	return NULL;
}

err_t open_badge_write(struct arena *a, const struct record *r, const struct open_badge_options *o,
	struct json *ret_credential)
{
	struct writer w = {a, r, r->achievement,
		o->language.len ? o->language : r->achievement->language, json_array()};
	struct json credential = json_object(), subject = json_object(), object;
	TRY(put_head(&w, o->profile, &credential));
	TRY(put_learner(&w, &subject));
	TRY(achievement(&w, o->profile, &object));
	json_set(a, &subject, STR("achievement"), object);
	put_grade(&w, &subject);
	json_set(a, &credential, STR("credentialSubject"), subject);
	put_evidence(&w, &credential);
	if (r->status.list.len)
		json_set(a, &credential, STR("credentialStatus"),
			status_list_entry(a, r->status.list, r->status.purpose, r->status.index));
	*ret_credential = credential;
	return NULL;
}
