/*
 * Signed badges for other programs to check: a line of {"kind": ..., "badge": {...}} for each
 * profile, suite and amount of detail.
 */
#include "base/arena.h"
#include "credential/badge_maker.h"
#include "unit/record.h"

#include <stdio.h>
#include <stdlib.h>

#define CREATED "2026-05-06T07:08:09Z"

static void must(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "%s\n", e->detail);
	exit(1);
}

struct order {
	const char *kind;
	const struct record *record;
	enum open_badge_profile profile;
	enum proof_suite suite;
	bool in_hours; /* SBU instead of ECTS */
};

static void print(
	struct arena *a, const struct vc_env *env, const struct key *k, const struct order *order)
{
	struct record r = *order->record;
	struct record_achievement achievement = *r.achievement;
	struct record_organisation self = *r.issuer;
	struct badge_maker_plan plan = {env, &achievement, &self, {order->profile, STR("nl")},
		{.suite = order->suite, .method = did_key_method(a, k)}, k};
	struct findings f;
	struct str text;
	bool issued = false;
	findings_init(&f, a);
	self.id = did_key(a, k);
	r.issuer = &self;
	r.achievement = &achievement;
	r.status = (struct record_status){0};
	if (order->in_hours) {
		achievement.ects = STR_NONE;
		achievement.hours = 240;
	}
	must(badge_issue(&plan, a, &r, STR(CREATED), &f, &text, &issued));
	if (!issued)
		exit(2);
	printf("{\"kind\":\"%s\",\"badge\":%.*s}\n", order->kind, STR_ARG(text));
}

int main(void)
{
	static const struct order orders[] = {
		{"generic", &record_full, OPEN_BADGE_GENERIC, PROOF_EDDSA_RDFC_2022, false},
		{"generic", &record_bare, OPEN_BADGE_GENERIC, PROOF_EDDSA_RDFC_2022, false},
		{"generic", &record_full, OPEN_BADGE_GENERIC, PROOF_EDDSA_JCS_2022, false},
		{"ects", &record_full, OPEN_BADGE_DUTCH, PROOF_EDDSA_RDFC_2022, false},
		{"sbu", &record_full, OPEN_BADGE_DUTCH, PROOF_EDDSA_RDFC_2022, true},
	};
	struct arena *a = arena_new();
	struct jsonld_contexts *contexts = jsonld_contexts_new(NULL);
	struct vc_env env = {{contexts, {.now = USEC_DAY * 20600}}, NULL};
	struct key *k;
	must(key_generate(a, KEY_ED25519, &random_system, &k));
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		print(a, &env, k, &orders[i]);
	arena_free(a);
	jsonld_contexts_free(contexts);
}
