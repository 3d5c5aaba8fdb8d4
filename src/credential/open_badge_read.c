#include "base/vec.h"
#include "credential/open_badge.h"
#include "credential/vc_model.h"

struct reader {
	struct arena *arena;
	struct str language; /* of the badge's texts: "und" when it does not say */
	struct record_achievement *achievement;
	VEC(struct record_concept) outcomes, more;
	VEC(struct record_quality) qualities;
	VEC(struct record_organisation) bodies;
};

static struct str text_of(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

static struct record_texts texts(const struct reader *r, struct str text)
{
	return record_texts_of(r->arena, r->language, text);
}

static struct record_texts texts_in(
	const struct reader *r, const struct json *object, const char *name)
{
	return texts(r, text_of(object, name));
}

/* An object, or the first of an array of them. */
static const struct json *first(const struct json *value)
{
	return value && value->type == JSON_ARRAY ? (value->len ? &value->items[0] : NULL) : value;
}

/* The items of an array, or the value alone; at most RECORD_LIST_MOST. */
static const struct json *items(const struct json *value, size_t *ret_len)
{
	bool many = value && value->type == JSON_ARRAY;
	size_t len = !value ? 0 : many ? value->len : 1;
	*ret_len = len < RECORD_LIST_MOST ? len : RECORD_LIST_MOST;
	return many ? value->items : value;
}

static struct record_identifiers read_identifiers(const struct reader *r, const struct json *list,
	const char *value_name, const char *type_name)
{
	size_t len;
	const struct json *at = items(list, &len);
	struct record_identifier *found = arena_array(r->arena, struct record_identifier, len);
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		struct record_identifier x = {
			text_of(&at[i], type_name), text_of(&at[i], value_name)};
		if (x.value.len)
			found[n++] = x;
	}
	return (struct record_identifiers){found, n};
}

static struct record_organisation read_profile(const struct reader *r, const struct json *profile)
{
	struct record_organisation o = {0};
	const struct json *address = json_get(profile, STR("address"));
	if (profile && profile->type == JSON_STRING) {
		o.id = json_str(profile);
		return o;
	}
	o.id = text_of(profile, "id");
	o.name = texts_in(r, profile, "name");
	o.email = text_of(profile, "email");
	o.url = text_of(profile, "url");
	o.address = (struct record_address){text_of(address, "streetAddress"),
		text_of(address, "postalCode"), text_of(address, "addressLocality"),
		text_of(address, "addressRegion"), text_of(address, "addressCountryCode")};
	o.identifiers = read_identifiers(
		r, json_get(profile, STR("otherIdentifier")), "identifier", "identifierType");
	return o;
}

static unsigned number_in(struct str digits, unsigned most)
{
	int64_t n;
	return str_to_int(digits, &n) && n > 0 && n <= (int64_t)most ? (unsigned)n : 0;
}

/* "PT84H" */
static unsigned hours_in(struct str duration)
{
	if (!str_starts(duration, STR("PT")) || !str_ends(duration, STR("H")))
		return 0;
	return number_in(str_sub(duration, 2, duration.len - 3), 1000000);
}

/* What writing put there for want of an address. */
static struct str own_address(const struct reader *r, struct str url)
{
	struct str id = r->achievement->id;
	bool made = id.len && str_starts(url, id) && str_starts(str_from(url, id.len), STR("#"));
	return made ? STR_NONE : url;
}

static struct record_concept concept(const struct reader *r, const struct json *alignment)
{
	struct str url = text_of(alignment, "targetUrl"), name = text_of(alignment, "targetName");
	return (struct record_concept){
		own_address(r, url), str_eq(name, url) ? (struct record_texts){0} : texts(r, name)};
}

static bool read_level(struct reader *r, struct str type, const struct json *x)
{
	struct record_level *level = &r->achievement->level;
	struct str code = text_of(x, "targetCode"), url = text_of(x, "targetUrl");
	if (str_eq(type, open_badge_types.eqf)) {
		level->eqf = number_in(code, 8);
		if (!level->eqf && str_starts(url, STR("http://data.europa.eu/snb/eqf/")))
			level->eqf = number_in(str_from(url, url.len - 1), 8);
		return true;
	}
	if (str_eq(type, open_badge_types.cycle))
		level->cycle = number_in(code, 3);
	else if (str_eq(type, open_badge_types.framework))
	level->framework = concept(r, x);
	else return false;
	return true;
}

static bool read_lists(struct reader *r, struct str type, const struct json *x)
{
	const struct open_badge_types *t = &open_badge_types;
	struct record_organisation body = {
		.id = text_of(x, "targetUrl"), .name = texts_in(r, x, "targetName")};
	if (str_eq(type, t->quality))
		vec_push(r->arena, &r->qualities,
			(struct record_quality){concept(r, x), text_of(x, "targetCode"),
				texts_in(r, x, "targetDescription")});
	else if (str_eq(type, t->outcome))
		vec_push(r->arena, &r->outcomes, concept(r, x));
	else if (str_eq(type, t->more))
		vec_push(r->arena, &r->more, concept(r, x));
	else if (str_eq(type, t->body))
		vec_push(r->arena, &r->bodies, body);
	else
		return false;
	return true;
}

static void read_alignment(struct reader *r, const struct json *x)
{
	const struct open_badge_types *t = &open_badge_types;
	struct record_achievement *a = r->achievement;
	struct str type = text_of(x, "targetType");
	if (read_level(r, type, x) || read_lists(r, type, x))
		return;
	if (str_eq(type, t->hours))
		a->hours = hours_in(text_of(x, "targetCode"));
	else if (str_eq(type, t->assessment))
	a->assessment = concept(r, x);
	else if (str_eq(type, t->participation)) a->participation = concept(r, x);
	else if (str_eq(type, t->supervision)) a->supervision =
		open_badge_supervision_of(text_of(x, "targetName"));
	else if (str_eq(type, t->prerequisite)) a->prerequisites =
		texts_in(r, x, "targetDescription");
	else if (str_eq(type, t->stacking)) a->stacking = texts_in(r, x, "targetDescription");
}

/* The awarding bodies: the creator, then those in alignments. */
static void read_bodies(struct reader *r, const struct json *object)
{
	const struct json *creator = json_get(object, STR("creator"));
	size_t n = 0, len = r->bodies.len + (creator ? 1 : 0);
	struct record_organisation *all = arena_array(r->arena, struct record_organisation, len);
	if (creator)
		all[n++] = read_profile(r, creator);
	for (size_t i = 0; i < r->bodies.len; i++)
		all[n++] = r->bodies.at[i];
	r->achievement->awarding_bodies = (struct record_organisations){all, n};
}

static struct str number_text(const struct json *value)
{
	return value && value->type == JSON_NUMBER ? (struct str){value->text, value->len}
						   : STR_NONE;
}

/* What the Dutch profile adds, where the alignments do not say it already. */
static void read_dutch(struct reader *r, const struct json *object)
{
	struct record_achievement *a = r->achievement;
	int64_t hours;
	a->program = number_text(json_get(object, STR("educationProgramIdentifier")));
	if (!a->participation.uri.len)
		a->participation.uri =
			open_badge_participation_uri(text_of(object, "participationType"));
	if (!a->assessment.uri.len)
		a->assessment.uri = open_badge_assessment_uri(text_of(object, "assessmentType"));
	if (!a->supervision)
		a->supervision = open_badge_supervision_of(text_of(object, "supervisionType"));
	if (!a->ects.len)
		a->ects = number_text(json_get(object, STR("ECTS")));
	const struct json *named = json_get(object, STR("timeInvestment"));
	if (!named)
		named = json_get(object, STR("SBU"));
	if (!a->hours && json_int(named, &hours) && hours > 0 && hours <= 1000000)
		a->hours = (unsigned)hours;
}

static void read_scale(struct reader *r, const struct json *object)
{
	const struct json *d = first(json_get(object, STR("resultDescription")));
	if (d)
		r->achievement->scale = (struct record_scale){text_of(d, "id"),
			texts_in(r, d, "name"), text_of(d, "resultType"), text_of(d, "valueMin"),
			text_of(d, "valueMax"), text_of(d, "requiredValue")};
}

/* What is related and in another language is the same in that. */
static void read_translations(struct reader *r, const struct json *object)
{
	size_t len, n = 0;
	const struct json *at = items(json_get(object, STR("related")), &len);
	struct record_translation *all = arena_array(r->arena, struct record_translation, len);
	for (size_t i = 0; i < len; i++) {
		all[n] = (struct record_translation){
			text_of(&at[i], "id"), text_of(&at[i], "inLanguage")};
		n += all[n].id.len && all[n].language.len;
	}
	r->achievement->translations = (struct record_translations){all, n};
}

static void read_achievement(struct reader *r, const struct json *object)
{
	struct record_achievement *a = r->achievement;
	const struct json *image = json_get(object, STR("image"));
	size_t len;
	const struct json *alignments = items(json_get(object, STR("alignment")), &len);
	a->id = text_of(object, "id");
	a->kind = text_of(object, "achievementType");
	if (str_is(a->kind, "MicroCredential"))
		a->kind = STR_NONE;
	a->title = texts_in(r, object, "name");
	a->description = texts_in(r, object, "description");
	a->criteria = texts_in(r, json_get(object, STR("criteria")), "narrative");
	a->image = json_str(image).len ? json_str(image) : text_of(image, "id");
	a->language = text_of(object, "inLanguage");
	a->ects = number_text(json_get(object, STR("creditsAvailable")));
	for (size_t i = 0; i < len; i++)
		read_alignment(r, &alignments[i]);
	a->outcomes = (struct record_concepts){r->outcomes.at, r->outcomes.len};
	a->more = (struct record_concepts){r->more.at, r->more.len};
	a->quality = (struct record_qualities){r->qualities.at, r->qualities.len};
	read_bodies(r, object);
	read_translations(r, object);
	read_scale(r, object);
	read_dutch(r, object);
}

/* Takes the identifier of that type out of the list. */
static struct str take(struct record_identifier *list, size_t *io_len, const char *type)
{
	for (size_t i = 0; i < *io_len; i++) {
		struct str value = list[i].value;
		if (!str_is(list[i].type, type))
			continue;
		for (size_t k = i + 1; k < *io_len; k++)
			list[k - 1] = list[k];
		--*io_len;
		return value;
	}
	return STR_NONE;
}

static struct record_learner read_learner(const struct reader *r, const struct json *subject)
{
	struct record_identifiers found = read_identifiers(
		r, json_get(subject, STR("identifier")), "identityHash", "identityType");
	struct record_identifier *list = arena_array(r->arena, struct record_identifier, found.len);
	size_t n = found.len;
	for (size_t i = 0; i < n; i++)
		list[i] = found.at[i];
	struct record_learner l = {.id = text_of(subject, "id")};
	l.full_name = take(list, &n, "name");
	l.given_name = take(list, &n, "ext:givenName");
	l.family_name = take(list, &n, "ext:familyName");
	l.birth_date = take(list, &n, "ext:birthDate");
	l.identifiers = (struct record_identifiers){list, n};
	return l;
}

static struct record_status read_status(const struct json *credential)
{
	const struct json *s = first(json_get(credential, STR("credentialStatus")));
	struct record_status status = {
		text_of(s, "statusListCredential"), text_of(s, "statusPurpose"), 0};
	int64_t index;
	if (!str_to_int(text_of(s, "statusListIndex"), &index) || index < 0 || index > UINT32_MAX)
		return (struct record_status){0};
	status.index = (uint32_t)index;
	return status;
}

static void read_evidence(
	const struct reader *r, const struct json *credential, struct record *record)
{
	size_t len;
	const struct json *at = items(json_get(credential, STR("evidence")), &len);
	struct record_evidence *list = arena_array(r->arena, struct record_evidence, len);
	for (size_t i = 0; i < len; i++)
		list[i] =
			(struct record_evidence){text_of(&at[i], "id"), texts_in(r, &at[i], "name"),
				texts_in(r, &at[i], "description"), text_of(&at[i], "genre")};
	record->evidence = list;
	record->evidence_len = len;
}

err_t open_badge_read(struct arena *a, const struct json *credential, struct record *ret_record)
{
	const struct json *subject = first(json_get(credential, STR("credentialSubject")));
	const struct json *object = first(json_get(subject, STR("achievement")));
	if (credential->type != JSON_OBJECT || !object || object->type != JSON_OBJECT ||
		!(vc_has_type(credential, STR("OpenBadgeCredential")) ||
			vc_has_type(credential, STR("AchievementCredential"))))
		return err_log(ERR_INVALID, "no badge");
	struct str language = text_of(object, "inLanguage");
	struct reader r = {.arena = a,
		.language = language.len ? language : STR("und"),
		.achievement = arena_make(a, struct record_achievement)};
	struct record_organisation *issuer = arena_make(a, struct record_organisation);
	read_achievement(&r, object);
	*issuer = read_profile(&r, json_get(credential, STR("issuer")));
	struct record record = {
		.id = text_of(credential, "id"),
		.achievement = r.achievement,
		.issuer = issuer,
		.learner = read_learner(&r, subject),
		.issued = text_of(credential, "validFrom"),
		.valid_until = text_of(credential, "validUntil"),
		.grade = text_of(first(json_get(subject, STR("result"))), "value"),
		.status = read_status(credential),
	};
	read_evidence(&r, credential, &record);
	*ret_record = record;
	return NULL;
}
