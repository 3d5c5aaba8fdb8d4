#include "app/access.h"

#include "app/membership.h"
#include "db/db.h"

static const struct {
	enum relation relation;
	enum action action;
} allowed[] = {
	{RELATION_ANYONE, ACTION_ACCOUNT_OPEN},
	{RELATION_NONE, ACTION_ACCOUNT_OPEN},
	{RELATION_SELF, ACTION_ACCOUNT_SEE},
	{RELATION_SELF, ACTION_ACCOUNT_CHANGE},
	{RELATION_SELF, ACTION_PASSPORT_SEE},
	{RELATION_SELF, ACTION_PASSPORT_READ},
	{RELATION_SELF, ACTION_PASSPORT_WRITE},
	{RELATION_HOUSE, ACTION_HOUSE_KEEP},
	{RELATION_ORGANISATION_ADMIN, ACTION_ORGANISATION_SEE},
	{RELATION_ORGANISATION_ADMIN, ACTION_ORGANISATION_CHANGE},
};

/* The role that a relation to an organisation comes from. */
static const enum role role_of[RELATIONS] = {
	[RELATION_MENTOR] = ROLE_MENTOR,
	[RELATION_ORGANISATION_ADMIN] = ROLE_ORGANISATION_ADMIN,
	[RELATION_REGION_ADMIN] = ROLE_REGION_ADMIN,
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

err_t access_keep_house(struct tx *tx)
{
	static const struct actor house = {.is_house = true};
	return access_require(tx, &house, ACTION_HOUSE_KEEP, OWNER_NOBODY);
}
