#include "app/access.h"

#include "unit/place.h"
#include "unit/unit.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define NONE (1u << RELATION_NONE)
#define ANYONE (1u << RELATION_ANYONE)
#define SELF (1u << RELATION_SELF)
#define HOUSE (1u << RELATION_HOUSE)
#define ADMIN (1u << RELATION_ORGANISATION_ADMIN)
#define COMPANION (1u << RELATION_COMPANION)
#define GUIDE (1u << RELATION_GUIDE)
#define RECEIVER (1u << RELATION_RECEIVER)
#define COORDINATOR (1u << RELATION_COORDINATOR)
#define PARTICIPANT (1u << RELATION_PARTICIPANT)
#define EDITOR (1u << RELATION_EDITOR)
#define EDITORS (EDITOR | 1u << RELATION_EDITOR_OWN)
#define UNLISTED 0

/* Who may, for every action that there is: one that is added fails until it is listed here. */
static const unsigned expected[ACTIONS] = {
	[ACTION_ACCOUNT_OPEN] = ANYONE | NONE,
	[ACTION_ACCOUNT_SEE] = SELF,
	[ACTION_ACCOUNT_CHANGE] = SELF,
	[ACTION_ACCOUNT_LEAVE] = SELF,
	[ACTION_PASSPORT_SEE] = SELF | GUIDE,
	[ACTION_PASSPORT_READ] = SELF | COMPANION | GUIDE | RECEIVER,
	[ACTION_PASSPORT_WRITE] = SELF,
	[ACTION_PASSPORT_GRANT] = SELF,
	[ACTION_PASSPORT_COMMENT] = SELF | COMPANION | GUIDE,
	[ACTION_PASSPORT_REMIND] = GUIDE,
	[ACTION_INVITATION_OPEN] = ANYONE | NONE,
	[ACTION_GRANT_TAKE] = SELF,
	[ACTION_HOUSE_KEEP] = HOUSE,
	[ACTION_ORGANISATION_SEE] = ADMIN,
	[ACTION_ORGANISATION_CHANGE] = ADMIN,
	[ACTION_CARD_MAKE] = ADMIN | 1u << RELATION_MENTOR,
	[ACTION_PROJECT_SEE] = COORDINATOR | EDITORS,
	[ACTION_PROJECT_CHANGE] = COORDINATOR | EDITOR,
	[ACTION_PARTICIPANT_SEE] = COORDINATOR | EDITORS,
	[ACTION_PARTICIPANT_CHANGE] = COORDINATOR | EDITORS,
	[ACTION_PARTICIPANT_DETAILS] = COORDINATOR | EDITORS,
	[ACTION_PARTICIPANT_ASSIGN] = COORDINATOR | EDITOR,
	[ACTION_EDITOR_INVITE] = COORDINATOR | EDITOR,
	[ACTION_EDITOR_CHANGE] = COORDINATOR,
	[ACTION_CERTIFICATE_ISSUE] = COORDINATOR | EDITORS,
	[ACTION_CERTIFICATE_READ] = COORDINATOR | EDITORS,
	[ACTION_CERTIFICATE_OWN] = PARTICIPANT,
	[ACTION_CERTIFICATE_CHECK] = ANYONE,
	[ACTION_PARTICIPANT_INVITE] = COORDINATOR | EDITORS,
	[ACTION_PARTICIPATION_OPEN] = ANYONE | NONE,
	[ACTION_PARTICIPATION_SEE] = PARTICIPANT | SELF,
	[ACTION_PARTICIPATION_CHANGE] = PARTICIPANT,
	[ACTION_LEARNING_READ] = PARTICIPANT | COORDINATOR | EDITORS,
	[ACTION_LEARNING_WRITE] = PARTICIPANT,
	[ACTION_LEARNING_SUGGEST] = COORDINATOR | EDITORS,
	[ACTION_REFEREE_ANSWER] = ANYONE,
	[ACTION_PARTICIPATION_CLAIM] = PARTICIPANT | SELF,
};

TEST(access_table_is_as_expected)
{
	for (int action = 0; action < ACTIONS; action++) {
		CHECK(expected[action] != UNLISTED);
		for (int relation = 0; relation < RELATIONS; relation++)
			CHECK(access_allows((enum relation)relation, (enum action)action) ==
				(expected[action] >> relation & 1));
	}
	CHECK(RELATIONS == 14);
}

TEST(access_outside_the_table_is_refused)
{
	CHECK(!access_allows(RELATION_SELF, ACTIONS));
	CHECK(!access_allows(RELATIONS, ACTION_PASSPORT_READ));
}

TEST(access_relation_of_each_actor)
{
	const struct actor nobody = {0}, house = {.is_house = true}, anna = {.person = {7}};
	CHECK(access_relation(&nobody, (struct row_id){7}) == RELATION_ANYONE);
	CHECK(access_relation(&nobody, OWNER_NOBODY) == RELATION_ANYONE);
	CHECK(access_relation(&anna, (struct row_id){7}) == RELATION_SELF);
	CHECK(access_relation(&anna, (struct row_id){8}) == RELATION_NONE);
	CHECK(access_relation(&anna, OWNER_NOBODY) == RELATION_NONE);
	CHECK(access_relation(&house, (struct row_id){7}) == RELATION_HOUSE);
}

struct trial {
	struct actor actor;
	enum action action;
	struct row_id owner;
};

static err_t require(struct tx *tx, void *ctx)
{
	const struct trial *t = ctx;
	return access_require(tx, &t->actor, t->action, t->owner);
}

TEST(access_require_says_who_is_refused_how)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct trial t = {.actor.person = {7}, .action = ACTION_PASSPORT_READ, .owner = {7}};
	CHECK_OK(db_tx(p.app.db, require, &t));
	t.owner.n = 8;
	CHECK_ERR(db_tx(p.app.db, require, &t), ERR_FORBIDDEN);
	t.actor.person.n = 0;
	CHECK_ERR(db_tx(p.app.db, require, &t), ERR_UNAUTHENTICATED);
	place_close(&p);
}

static err_t write_without_asking(struct tx *tx, void *ctx)
{
	struct row_id person;
	(void)ctx;
	return person_add(tx, public_id_new(&random_system), STR("Anna"), STR("nl"), 1, &person);
}

/* In a process of its own, which is expected to die of it; no other thread runs when it begins. */
static int status_of_unasked_write(struct store *s)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		close(STDERR_FILENO);
		err_t e = db_tx(s->content, write_without_asking, NULL);
		_exit(e ? 1 : 0);
	}
	waitpid(child, &status, 0);
	return status;
}

struct looking {
	struct arena *arena;
	struct person_row *first;
};

static err_t find_first_person(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	return person_get(tx, l->arena, (struct row_id){1}, &l->first);
}

TEST(access_write_without_asking_is_not_committed)
{
	struct store s;
	REQUIRE(store_open(&s));
	int status = status_of_unasked_write(&s);
#ifdef NDEBUG
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 1);
#else
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
#endif
	REQUIRE(store_reopen(&s)); /* the child died holding the same connections */
	struct looking l = {.arena = s.arena};
	CHECK_OK(db_read(s.content, find_first_person, &l));
	CHECK(!l.first);
	store_close(&s);
}
