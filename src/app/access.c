#include "app/access.h"

#include "app/membership.h"
#include "base/arena.h"
#include "db/content.h"
#include "i18n/country.h"

#define HELD_MOST 10 /* ways in to one project that are looked at */

static const struct {
	enum relation relation;
	enum action action;
} allowed[] = {
	{RELATION_ANYONE, ACTION_ACCOUNT_OPEN},
	{RELATION_NONE, ACTION_ACCOUNT_OPEN},
	{RELATION_SELF, ACTION_ACCOUNT_SEE},
	{RELATION_SELF, ACTION_ACCOUNT_CHANGE},
	{RELATION_SELF, ACTION_ACCOUNT_LEAVE},
	{RELATION_SELF, ACTION_PASSPORT_SEE},
	{RELATION_SELF, ACTION_PASSPORT_READ},
	{RELATION_SELF, ACTION_PASSPORT_WRITE},
	{RELATION_SELF, ACTION_PASSPORT_GRANT},
	{RELATION_SELF, ACTION_PASSPORT_COMMENT},
	{RELATION_SELF, ACTION_GRANT_TAKE},
	{RELATION_COMPANION, ACTION_PASSPORT_READ},
	{RELATION_COMPANION, ACTION_PASSPORT_COMMENT},
	{RELATION_GUIDE, ACTION_PASSPORT_SEE},
	{RELATION_GUIDE, ACTION_PASSPORT_READ},
	{RELATION_GUIDE, ACTION_PASSPORT_COMMENT},
	{RELATION_GUIDE, ACTION_PASSPORT_REMIND},
	{RELATION_RECEIVER, ACTION_PASSPORT_READ},
	{RELATION_ANYONE, ACTION_INVITATION_OPEN},
	{RELATION_NONE, ACTION_INVITATION_OPEN},
	{RELATION_HOUSE, ACTION_HOUSE_KEEP},
	{RELATION_ORGANISATION_ADMIN, ACTION_ORGANISATION_SEE},
	{RELATION_ORGANISATION_ADMIN, ACTION_ORGANISATION_CHANGE},
	{RELATION_ORGANISATION_ADMIN, ACTION_CARD_MAKE},
	{RELATION_MENTOR, ACTION_CARD_MAKE},
	{RELATION_COORDINATOR, ACTION_PROJECT_SEE},
	{RELATION_COORDINATOR, ACTION_PROJECT_CHANGE},
	{RELATION_COORDINATOR, ACTION_PARTICIPANT_SEE},
	{RELATION_COORDINATOR, ACTION_PARTICIPANT_CHANGE},
	{RELATION_COORDINATOR, ACTION_PARTICIPANT_DETAILS},
	{RELATION_COORDINATOR, ACTION_PARTICIPANT_ASSIGN},
	{RELATION_COORDINATOR, ACTION_EDITOR_INVITE},
	{RELATION_COORDINATOR, ACTION_EDITOR_CHANGE},
	{RELATION_COORDINATOR, ACTION_CERTIFICATE_ISSUE},
	{RELATION_COORDINATOR, ACTION_CERTIFICATE_READ},
	{RELATION_PARTICIPANT, ACTION_CERTIFICATE_OWN},
	{RELATION_ANYONE, ACTION_CERTIFICATE_CHECK},
	{RELATION_COORDINATOR, ACTION_PARTICIPANT_INVITE},
	{RELATION_ANYONE, ACTION_PARTICIPATION_OPEN},
	{RELATION_NONE, ACTION_PARTICIPATION_OPEN},
	{RELATION_PARTICIPANT, ACTION_PARTICIPATION_SEE},
	{RELATION_PARTICIPANT, ACTION_PARTICIPATION_CHANGE},
	{RELATION_PARTICIPANT, ACTION_PARTICIPATION_CLAIM},
	{RELATION_PARTICIPANT, ACTION_LEARNING_READ},
	{RELATION_PARTICIPANT, ACTION_LEARNING_WRITE},
	{RELATION_COORDINATOR, ACTION_LEARNING_READ},
	{RELATION_COORDINATOR, ACTION_LEARNING_SUGGEST},
	{RELATION_ANYONE, ACTION_REFEREE_ANSWER},
	{RELATION_SELF, ACTION_PARTICIPATION_SEE},
	{RELATION_SELF, ACTION_PARTICIPATION_CLAIM},
	{RELATION_EDITOR, ACTION_PROJECT_SEE},
	{RELATION_EDITOR, ACTION_PROJECT_CHANGE},
	{RELATION_EDITOR, ACTION_PARTICIPANT_SEE},
	{RELATION_EDITOR, ACTION_PARTICIPANT_CHANGE},
	{RELATION_EDITOR, ACTION_PARTICIPANT_DETAILS},
	{RELATION_EDITOR, ACTION_PARTICIPANT_ASSIGN},
	{RELATION_EDITOR, ACTION_EDITOR_INVITE},
	{RELATION_EDITOR, ACTION_PARTICIPANT_INVITE},
	{RELATION_EDITOR, ACTION_CERTIFICATE_ISSUE},
	{RELATION_EDITOR, ACTION_CERTIFICATE_READ},
	{RELATION_EDITOR, ACTION_LEARNING_READ},
	{RELATION_EDITOR, ACTION_LEARNING_SUGGEST},
	{RELATION_EDITOR_OWN, ACTION_PROJECT_SEE},
	{RELATION_EDITOR_OWN, ACTION_PARTICIPANT_SEE},
	{RELATION_EDITOR_OWN, ACTION_PARTICIPANT_CHANGE},
	{RELATION_EDITOR_OWN, ACTION_PARTICIPANT_DETAILS},
	{RELATION_EDITOR_OWN, ACTION_PARTICIPANT_INVITE},
	{RELATION_EDITOR_OWN, ACTION_CERTIFICATE_ISSUE},
	{RELATION_EDITOR_OWN, ACTION_CERTIFICATE_READ},
	{RELATION_EDITOR_OWN, ACTION_LEARNING_READ},
	{RELATION_EDITOR_OWN, ACTION_LEARNING_SUGGEST},
};

/* What does not leave the European Economic Area, whatever stands above; nor does whoever is there
 * let in somebody else, who might say to be inside of it. */
static const enum action inside_only[] = {
	ACTION_PARTICIPANT_DETAILS,
	ACTION_EDITOR_INVITE,
	ACTION_CERTIFICATE_READ,
	ACTION_LEARNING_READ,
	ACTION_LEARNING_SUGGEST,
};

/* The role that a relation to an organisation comes from. */
static const enum role role_of[RELATIONS] = {
	[RELATION_MENTOR] = ROLE_MENTOR,
	[RELATION_ORGANISATION_ADMIN] = ROLE_ORGANISATION_ADMIN,
	[RELATION_REGION_ADMIN] = ROLE_REGION_ADMIN,
	[RELATION_COORDINATOR] = ROLE_COORDINATOR,
};

bool access_allows(enum relation relation, enum action action)
{
	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
		if (allowed[i].relation == relation && allowed[i].action == action)
			return true;
	return false;
}

enum relation access_relation(const struct actor *actor, struct row_id owner)
{
	if (actor->is_house)
		return RELATION_HOUSE;
	if (!actor->person.n)
		return RELATION_ANYONE;
	return actor->person.n == owner.n ? RELATION_SELF : RELATION_NONE;
}

static err_t refuse(enum relation relation, enum action action)
{
	return err_log(relation == RELATION_ANYONE ? ERR_UNAUTHENTICATED : ERR_FORBIDDEN,
		"relation %d may not %d", relation, action);
}

err_t access_require(
	struct tx *tx, const struct actor *actor, enum action action, struct row_id owner)
{
	enum relation relation = access_relation(actor, owner);
	if (!access_allows(relation, action))
		return refuse(relation, action);
	tx_allow(tx);
	return NULL;
}

err_t access_require_in(struct tx *tx, const struct actor *actor, enum action action,
	struct row_id organisation, usec now)
{
	bool somewhere = actor->person.n && organisation.n;
	for (enum relation relation = 0; somewhere && relation < RELATIONS; relation++) {
		bool is = false;
		if (!role_of[relation] || !access_allows(relation, action))
			continue;
		TRY(membership_is(tx, actor->person, organisation, role_of[relation], now, &is));
		if (!is)
			continue;
		tx_allow(tx);
		return NULL;
	}
	return refuse(access_relation(actor, OWNER_NOBODY), action);
}

bool access_stays_inside(enum action action)
{
	for (size_t i = 0; i < sizeof(inside_only) / sizeof(*inside_only); i++)
		if (inside_only[i] == action)
			return true;
	return false;
}

bool access_project_allows(const struct access_project *as, enum action action)
{
	return access_allows(as->relation, action) &&
	       !(as->is_outside && access_stays_inside(action));
}

/* A role that this program does not know lets in to the own participants alone. */
static struct access_project as_editor(const struct editor_holds_row *row)
{
	bool is_whole = str_is(row->role, "whole");
	return (struct access_project){
		.relation = is_whole ? RELATION_EDITOR : RELATION_EDITOR_OWN,
		.editor = row->id,
		.only = is_whole ? (struct row_id){0} : row->id,
		.ends = row->ends,
		.is_outside = !country_in_eea(row->country),
	};
}

/* The whole project before a part of it, and inside of the area before outside. */
static bool is_wider(const struct access_project *a, const struct access_project *b)
{
	if (a->relation != b->relation)
		return a->relation == RELATION_EDITOR;
	return !a->is_outside && b->is_outside;
}

static struct access_project widest_of(const struct editor_holds_row_list *rows)
{
	struct access_project widest = as_editor(&rows->at[0]);
	for (size_t i = 1; i < rows->len; i++) {
		struct access_project as = as_editor(&rows->at[i]);
		if (is_wider(&as, &widest))
			widest = as;
	}
	return widest;
}

static err_t find_project_relation(struct tx *tx, struct arena *a, const struct actor *actor,
	const struct project_at *at, usec now, struct access_project *ret)
{
	struct row_id person = actor->person;
	struct editor_holds_row_list rows;
	bool coordinates;
	TRY(membership_is(tx, person, at->organisation, ROLE_COORDINATOR, now, &coordinates));
	if (coordinates) {
		*ret = (struct access_project){.relation = RELATION_COORDINATOR};
		return NULL;
	}
	TRY(editor_holds(
		tx, a, at->project, at->organisation, person, zone_day(now), HELD_MOST, &rows));
	if (rows.len)
		*ret = widest_of(&rows);
	return NULL;
}

err_t access_project(struct tx *tx, struct arena *a, const struct actor *actor, enum action action,
	const struct project_at *at, usec now, struct access_project *ret)
{
	struct access_project as = {.relation = access_relation(actor, OWNER_NOBODY)};
	if (actor->person.n && at->organisation.n)
		TRY(find_project_relation(tx, a, actor, at, now, &as));
	if (!access_project_allows(&as, action))
		return refuse(as.relation, action);
	tx_allow(tx);
	*ret = as;
	return NULL;
}

/* By the kind of a grant (app/grant.h). */
static enum relation relation_by(struct str kind)
{
	static const struct {
		const char *kind;
		enum relation relation;
	} by[] = {
		{"companion", RELATION_COMPANION},
		{"mentor", RELATION_GUIDE},
		{"receiver", RELATION_RECEIVER},
	};
	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (str_is(kind, by[i].kind))
			return by[i].relation;
	return RELATION_NONE;
}

/* The parts that the rows open for the action; false when none of them allows it at all. */
static bool collect(struct arena *a, const struct grant_holds_row_list *rows, enum action action,
	struct access_part *io)
{
	bool may = false;
	io->scopes = arena_array(a, struct access_scope, rows->len);
	for (size_t i = 0; i < rows->len; i++) {
		const struct grant_holds_row *row = &rows->at[i];
		if (!access_allows(relation_by(row->kind), action))
			continue;
		may = true;
		if (row->scope.p && !access_find(io, row->scope))
			io->scopes[io->len++] = (struct access_scope){row->scope, row->grant_id};
	}
	return may;
}

err_t access_passport(struct tx *tx, struct arena *a, const struct actor *actor, enum action action,
	struct row_id owner, usec now, struct access_part *ret)
{
	enum relation relation = access_relation(actor, owner);
	struct grant_holds_row_list rows;
	struct access_part part = {0};
	if (relation != RELATION_NONE || !owner.n) {
		TRY(owner.n ? access_require(tx, actor, action, owner)
			    : err_log(ERR_NOT_FOUND, "no such passport"));
		*ret = (struct access_part){.whole = true};
		return NULL;
	}
	TRY(grant_holds(tx, a, owner, actor->person, zone_day(now), now, &rows));
	if (!collect(a, &rows, action, &part))
		return err_log(ERR_NOT_FOUND, "no grant allows %d", action);
	tx_allow(tx);
	*ret = part;
	return NULL;
}

const struct access_scope *access_find(const struct access_part *part, struct str scope)
{
	for (size_t i = 0; i < part->len; i++)
		if (str_eq(part->scopes[i].scope, scope))
			return &part->scopes[i];
	return NULL;
}

bool access_covers(const struct access_part *part, struct str scope)
{
	return part->whole || access_find(part, scope);
}

/* A page that an account has is opened by no code. */
static enum relation relation_to(const struct actor *actor, const struct participant_whose_row *row)
{
	if (!row)
		return RELATION_NONE;
	bool is_own = row->person.n ? row->person.n == actor->person.n
				    : row->participant.n == actor->participant.n;
	return is_own ? RELATION_PARTICIPANT : RELATION_NONE;
}

err_t access_participant(struct tx *tx, struct arena *a, const struct actor *actor,
	enum action action, struct public_id participant, struct participant_at *ret)
{
	struct participant_whose_row *row;
	TRY(participant_whose(tx, a, participant, &row));
	if (!access_allows(relation_to(actor, row), action))
		return err_log(ERR_NOT_FOUND, "no own page for %d", action);
	tx_allow(tx);
	*ret = (struct participant_at){row->participant, row->project, participant, row->person};
	return NULL;
}

err_t access_keep_house(struct tx *tx)
{
	static const struct actor house = {.is_house = true};
	return access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY);
}
