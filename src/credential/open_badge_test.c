#include "credential/open_badge.h"

#include "credential/jsonld.h"
#include "credential/vc_model.h"
#include "unit/record.h"
#include "unit/unit.h"

static const struct open_badge_options generic = {OPEN_BADGE_GENERIC, {"en", 2}};
static const struct open_badge_options dutch = {OPEN_BADGE_DUTCH, {"nl", 2}};

static struct json written(
	struct arena *a, const struct record *r, const struct open_badge_options *o)
{
	struct json credential = json_object();
	CHECK_OK(open_badge_write(a, r, o, &credential));
	return credential;
}

static struct json *at(const struct json *object, const char *path)
{
	struct json *value = (struct json *)(uintptr_t)object;
	for (struct str rest = str_of(path); rest.len;) {
		struct str name = str_cut(&rest, '.');
		int64_t i;
		bool in = value && value->type == JSON_ARRAY && str_to_int(name, &i) &&
			  i < value->len;
		value = in ? &value->items[i] : json_get(value, name);
	}
	return value;
}

static bool is_strict_jsonld(struct arena *a, const struct json *credential)
{
	struct jsonld_contexts *contexts = jsonld_contexts_new(NULL);
	struct jsonld_options o = {.contexts = contexts, .strict = true};
	struct rdf_dataset *d;
	struct arena *inner = arena_child(a);
	err_t e = jsonld_to_rdf(inner, credential, &o, &d);
	bool fine = unit_check_err(e, 0, __FILE__, __LINE__, "jsonld_to_rdf");
	arena_free(inner);
	jsonld_contexts_free(contexts);
	return fine;
}

static bool is_sound(struct arena *a, const struct json *credential)
{
	struct findings f;
	findings_init(&f, a);
	vc_check_credential(a, credential, NULL, USEC_DAY * 20600, &f);
	return findings_ok(&f) && is_strict_jsonld(a, credential);
}

TEST(open_badge_is_sound_in_both_profiles)
{
	struct arena *a = arena_new();
	struct json badges[] = {written(a, &record_full, &generic),
		written(a, &record_full, &dutch), written(a, &record_bare, &generic)};
	for (size_t i = 0; i < 3; i++)
		CHECK(is_sound(a, &badges[i]));
	arena_free(a);
}

TEST(open_badge_says_the_elements)
{
	struct arena *a = arena_new();
	struct json b = written(a, &record_full, &generic);
	CHECK_STR(json_str(at(&b, "name")), "Data analysis with Python");
	CHECK_STR(json_str(at(&b, "issuer.address.addressCountryCode")), "NL");
	CHECK_STR(json_str(at(&b, "issuer.otherIdentifier.0.identifierType")), "ext:BRIN");
	CHECK_STR(json_str(at(&b, "credentialSubject.result.0.value")), "8.5");
	CHECK_STR(json_str(at(&b, "credentialSubject.achievement.alignment.0.targetType")),
		"ext:EQF");
	CHECK_STR(json_str(at(&b, "credentialStatus.statusListIndex")), "94567");
	CHECK(!at(&b, "credentialSubject.achievement.ECTS"));
	arena_free(a);
}

TEST(open_badge_dutch_has_its_own_members)
{
	struct arena *a = arena_new();
	struct json b = written(a, &record_full, &dutch);
	struct json *x = at(&b, "credentialSubject.achievement");
	CHECK_STR(json_str(at(x, "participationType")), "onsite or blended");
	CHECK_STR(json_str(at(x, "assessmentType")), "application of a skill");
	CHECK_STR(json_str(at(x, "supervisionType")), "onsite with identity verification");
	CHECK(at(x, "identityChecked") && at(x, "identityChecked")->truth);
	CHECK(at(x, "ECTS") && !at(x, "SBU"));
	arena_free(a);
}

TEST(open_badge_dutch_counts_hours_without_ects)
{
	struct arena *a = arena_new();
	struct record_achievement achievement = *record_full.achievement;
	struct record r = record_full;
	int64_t hours = 0;
	r.achievement = &achievement;
	achievement.ects = STR_NONE;
	struct json b = written(a, &r, &dutch);
	CHECK(json_int(at(&b, "credentialSubject.achievement.SBU"), &hours) && hours == 98);
	achievement.hours = 0;
	CHECK_ERR(open_badge_write(a, &r, &dutch, &b), ERR_INVALID);
	arena_free(a);
}

static bool same_texts(const struct record_texts *a, const struct record_texts *b)
{
	return str_eq(record_text_in(a, STR("en")), record_text_in(b, STR("en")));
}

static bool same_concept(const struct record_concept *a, const struct record_concept *b)
{
	return str_eq(a->uri, b->uri) && same_texts(&a->name, &b->name);
}

static void check_achievement(
	const struct record_achievement *got, const struct record_achievement *want)
{
	CHECK(str_eq(got->id, want->id));
	CHECK(same_texts(&got->title, &want->title));
	CHECK(same_texts(&got->description, &want->description));
	CHECK(same_texts(&got->criteria, &want->criteria));
	CHECK(str_eq(got->image, want->image));
	CHECK(str_eq(got->language, want->language));
	CHECK(got->translations.len == 1 &&
		str_eq(got->translations.at[0].id, want->translations.at[0].id) &&
		str_eq(got->translations.at[0].language, STR("en")));
	CHECK_INT((int64_t)got->awarding_bodies.len, (int64_t)want->awarding_bodies.len);
	CHECK(str_eq(got->awarding_bodies.at[1].id, want->awarding_bodies.at[1].id));
	CHECK_INT((int64_t)got->outcomes.len, (int64_t)want->outcomes.len);
	for (size_t i = 0; i < got->outcomes.len && i < want->outcomes.len; i++)
		CHECK(same_concept(&got->outcomes.at[i], &want->outcomes.at[i]));
	CHECK(str_eq(got->ects, want->ects));
	CHECK_INT(got->hours, want->hours);
	CHECK_INT(got->level.eqf, want->level.eqf);
	CHECK_INT(got->level.cycle, want->level.cycle);
	CHECK(same_concept(&got->level.framework, &want->level.framework));
	CHECK(same_concept(&got->assessment, &want->assessment));
	CHECK(same_concept(&got->participation, &want->participation));
	CHECK(got->quality.len == 1 && str_eq(got->quality.at[0].code, STR("AV-4223")) &&
		same_concept(&got->quality.at[0].decision, &want->quality.at[0].decision));
	CHECK(same_texts(&got->prerequisites, &want->prerequisites));
	CHECK_INT(got->supervision, want->supervision);
	CHECK(str_eq(got->scale.required, want->scale.required));
	CHECK(str_eq(got->scale.type, want->scale.type));
	CHECK(same_texts(&got->stacking, &want->stacking));
	CHECK(got->more.len == 1 && same_concept(&got->more.at[0], &want->more.at[0]));
}

TEST(open_badge_read_gives_the_record_back)
{
	struct arena *a = arena_new();
	struct json b = written(a, &record_full, &generic);
	struct record got;
	REQUIRE_OK(open_badge_read(a, &b, &got));
	check_achievement(got.achievement, record_full.achievement);
	CHECK(str_eq(got.id, record_full.id));
	CHECK(str_eq(got.issuer->id, record_full.issuer->id));
	CHECK(str_eq(got.issuer->address.postal_code, STR("1234 AB")));
	CHECK(got.issuer->identifiers.len == 1);
	CHECK(str_eq(got.learner.family_name, STR("de Vries")));
	CHECK(str_eq(got.learner.birth_date, STR("1990-05-17")));
	CHECK(got.learner.identifiers.len == 1 &&
		str_eq(got.learner.identifiers.at[0].value, STR("anna@example.org")));
	CHECK(str_eq(got.grade, STR("8.5")));
	CHECK(str_eq(got.valid_until, record_full.valid_until));
	CHECK(got.evidence_len == 1 && str_eq(got.evidence[0].genre, STR("report")));
	CHECK_INT(got.status.index, 94567);
	arena_free(a);
}

TEST(open_badge_read_writes_the_same_again)
{
	struct arena *a = arena_new();
	const struct open_badge_options own[] = {
		{OPEN_BADGE_GENERIC, {NULL, 0}}, {OPEN_BADGE_DUTCH, {NULL, 0}}};
	for (size_t i = 0; i < 2; i++) {
		struct json b = written(a, &record_full, &own[i]), again;
		struct record got;
		REQUIRE_OK(open_badge_read(a, &b, &got));
		again = written(a, &got, &own[i]);
		CHECK(json_eq(&b, &again));
	}
	arena_free(a);
}

TEST(open_badge_read_takes_any_shape)
{
	static const char *const badges[] = {
		"{\"type\":\"OpenBadgeCredential\",\"credentialSubject\":{\"achievement\":{}}}",
		"{\"type\":[\"AchievementCredential\"],\"issuer\":\"did:web:x\","
		"\"credentialStatus\":[{\"statusListIndex\":\"-1\"}],\"evidence\":7,"
		"\"credentialSubject\":[{\"identifier\":[3,{}],\"result\":[],\"achievement\":[{"
		"\"name\":5,\"image\":[],\"criteria\":[],\"alignment\":[1,{\"targetType\":"
		"\"ext:EQF\",\"targetCode\":\"99\"},{\"targetType\":\"ext:Workload\","
		"\"targetCode\":\"PTH\"}],\"creator\":null,\"resultDescription\":[]}]}]}",
	};
	struct arena *a = arena_new();
	for (size_t i = 0; i < 2; i++) {
		struct json *b;
		struct record r;
		REQUIRE_OK(json_parse(a, str_of(badges[i]), &json_limits_default, &b));
		REQUIRE_OK(open_badge_read(a, b, &r));
		CHECK_INT(r.achievement->level.eqf, 0);
		CHECK_INT(r.achievement->hours, 0);
		CHECK(!r.status.list.len);
	}
	arena_free(a);
}

TEST(open_badge_read_refuses_what_is_none)
{
	static const char *const others[] = {"[]", "{}",
		"{\"type\":\"OpenBadgeCredential\",\"credentialSubject\":{}}",
		"{\"type\":\"Other\",\"credentialSubject\":{\"achievement\":{}}}"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < 4; i++) {
		struct json *b;
		struct record r;
		REQUIRE_OK(json_parse(a, str_of(others[i]), &json_limits_default, &b));
		CHECK_ERR(open_badge_read(a, b, &r), ERR_INVALID);
	}
	arena_free(a);
}

TEST(open_badge_names_what_is_missing)
{
	struct arena *a = arena_new();
	struct json b;
	struct record_achievement achievement = *record_full.achievement;
	struct record r = record_full;
	r.achievement = &achievement;
	r.id = STR("7f0d");
	CHECK_ERR(open_badge_write(a, &r, &generic, &b), ERR_INVALID);
	r = record_bare;
	r.learner = (struct record_learner){0};
	CHECK_ERR(open_badge_write(a, &r, &generic, &b), ERR_INVALID);
	CHECK_ERR(open_badge_write(a, &record_bare, &dutch, &b), ERR_INVALID);
	r = record_full;
	r.achievement = &achievement;
	achievement.ects = STR("much");
	CHECK_ERR(open_badge_write(a, &r, &generic, &b), ERR_INVALID);
	achievement = *record_full.achievement;
	achievement.language = STR("Dutch");
	CHECK_ERR(open_badge_write(a, &r, &generic, &b), ERR_INVALID);
	achievement = *record_full.achievement;
	achievement.program = STR("x1");
	CHECK_ERR(open_badge_write(a, &r, &dutch, &b), ERR_INVALID);
	achievement = *record_full.achievement;
	achievement.participation.uri = STR("urn:other");
	CHECK_ERR(open_badge_write(a, &r, &dutch, &b), ERR_INVALID);
	arena_free(a);
}
