#include "app/conversation.h"

#include "app/audit.h"
#include "app/notice_choice.h"
#include "app/talk_notice.h"
#include "base/vec.h"
#include "app/conversation_inside.h"
#include "crypto/vault.h"
#include "mail/outbox.h"

static struct vault_place place_of(
	struct arena *a, struct public_id owner, struct public_id comment, bool by_owner)
{
	struct str id = public_id_print(a, comment);
	const char *author = by_owner ? "owner" : "holder";
	return (struct vault_place){
		owner, "comment", str_fmt(a, "%.*s %s", STR_ARG(id), author), "body"};
}

err_t comment_open(const struct app *app, struct arena *a, const struct comment_place *at,
	struct str body, struct str *ret_text)
{
	struct vault_place place = place_of(a, at->owner, at->comment, at->by_owner);
	return vault_open(app->vault, a, &place, body, ret_text);
}

static err_t open_comment(const struct app *app, struct arena *a, struct public_id owner,
	struct row_id owner_id, const struct comment_row *row, struct comment *ret)
{
	bool by_owner = row->author.n == owner_id.n;
	struct vault_place place = place_of(a, owner, row->public, by_owner);
	*ret = (struct comment){.public = row->public, .by_owner = by_owner, .made = row->made};
	return vault_open_one(app->vault, a, &place, row->body, &ret->text, &ret->is_damaged);
}

err_t conversation_thread(
	const struct app *app, struct arena *a, const struct thread_rows *rows, struct thread *io)
{
	VEC(struct comment) comments = {0};
	for (size_t i = 0; i < rows->comments.len; i++) {
		const struct comment_row *row = &rows->comments.at[i];
		struct comment comment;
		if (row->holder.n != rows->holder.n || !str_eq(row->question, rows->question))
			continue;
		TRY(open_comment(app, a, rows->owner_public, rows->owner, row, &comment));
		vec_push(a, &comments, comment);
	}
	for (size_t i = 0; i < rows->points.len; i++) {
		const struct talk_point_row *row = &rows->points.at[i];
		if (row->holder.n != rows->holder.n || !str_eq(row->question, rows->question))
			continue;
		io->asked = row->asked ? *row->asked : 0;
		io->talked = row->talked ? *row->talked : 0;
	}
	io->comments = comments.at;
	io->len = comments.len;
	return NULL;
}

/* --- the owner's own --- */

struct listing {
	struct arena *arena;
	const struct actor *actor;
	const struct content_question *question;
	usec now;
	struct talk_partner_row_list partners;
	struct comment_row_list comments;
	struct talk_point_row_list points;
};

static err_t read_threads(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct row_id owner = l->actor->person;
	struct str id = l->question->id, scope = l->question->scope;
	TRY(access_require(tx, l->actor, ACTION_PASSPORT_READ, owner));
	TRY(talk_partners(tx, l->arena, owner, id, scope, zone_day(l->now), l->now, &l->partners));
	TRY(comments_on(tx, l->arena, owner, id, &l->comments));
	return talk_points_on(tx, l->arena, owner, id, &l->points);
}

err_t conversation_on(const struct app *app, struct arena *a, const struct actor *actor,
	const struct content_question *question, struct thread_list *ret)
{
	struct listing l = {
		.arena = a, .actor = actor, .question = question, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_threads, &l));
	struct thread *threads = arena_array(a, struct thread, l.partners.len);
	for (size_t i = 0; i < l.partners.len; i++) {
		const struct talk_partner_row *with = &l.partners.at[i];
		struct thread_rows rows = {actor->public, actor->person, with->holder, question->id,
			l.comments, l.points};
		threads[i].holder = with->public;
		threads[i].name = with->name;
		threads[i].holds = with->holds;
		TRY(conversation_thread(app, a, &rows, &threads[i]));
	}
	*ret = (struct thread_list){threads, l.partners.len};
	return NULL;
}

/* --- writing, marking, asking --- */

enum act { ACT_WRITE, ACT_MARK, ACT_UNMARK, ACT_ASK };

struct speaking {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	const struct thread_place *place;
	enum act act;
	struct str scope; /* of the question */
	struct public_id public;
	struct str sealed;
	usec now;
	/* looked up */
	struct row_id owner, holder;
	struct str owner_name, holder_name;
	/* the mail to the other one, and whether it goes */
	struct notice_to to;
	struct row_id role; /* the membership of theirs that it is about */
	struct outbox_sealed *mail;
};

static bool is_owner(const struct speaking *s)
{
	return public_id_eq(s->actor->public, s->place->owner);
}

static err_t find_both(struct tx *tx, struct speaking *io)
{
	struct passport_owner_row *owner, *holder;
	TRY(passport_owner(tx, io->arena, io->place->owner, &owner));
	TRY(passport_owner(tx, io->arena, io->place->holder, &holder));
	if (!owner || !holder)
		return err_log(ERR_NOT_FOUND, "no such thread");
	io->owner = owner->id;
	io->owner_name = owner->name;
	io->holder = holder->id;
	io->holder_name = holder->name;
	return NULL;
}

/* The actor is one end; and the holder may read that part today, whoever acts. */
static err_t require_thread(struct tx *tx, struct speaking *io)
{
	struct actor holder = {.public = io->place->holder};
	struct access_part part;
	TRY(find_both(tx, io));
	if (io->actor->person.n != io->owner.n && io->actor->person.n != io->holder.n)
		return err_log(ERR_NOT_FOUND, "no end of this thread");
	if (is_owner(io))
		TRY(access_require(tx, io->actor, ACTION_PASSPORT_COMMENT, io->owner));
	holder.person = io->holder;
	TRY(access_passport(
		tx, io->arena, &holder, ACTION_PASSPORT_COMMENT, io->owner, io->now, &part));
	if (part.whole || !access_covers(&part, io->scope))
		return err_log(ERR_NOT_FOUND, "this part is not granted");
	return NULL;
}

static struct row_id receiver(const struct speaking *s)
{
	return is_owner(s) ? s->holder : s->owner;
}

static err_t read_receiver(struct tx *tx, void *ctx)
{
	struct speaking *s = ctx;
	struct person_row *row;
	TRY(require_thread(tx, s));
	TRY(person_get(tx, s->arena, receiver(s), &row));
	s->to.language = row->language;
	if (is_owner(s))
		TRY(mentor_role(tx, s->owner, s->holder, &s->role));
	else
		TRY(learner_role(tx, s->owner, s->holder, &s->role));
	return notice_address(tx, s->arena, row->id, s->role, &s->to.mail);
}

static err_t write_mail(struct speaking *io)
{
	bool by_owner = is_owner(io);
	struct str page = by_owner ? str_fmt(io->arena, "/with/%.*s/%.*s",
					     STR_ARG(public_id_print(io->arena, io->place->owner)),
					     STR_ARG(io->scope))
				   : str_fmt(io->arena, "/passport/questions/%.*s",
					     STR_ARG(io->place->question));
	TRY(db_read(io->app->db, read_receiver, io));
	if (!io->to.mail.len)
		return NULL;
	enum talk_notice notice = io->act == ACT_ASK ? TALK_NOTICE_ASKED : TALK_NOTICE_COMMENT;
	return talk_notice(io->app, io->arena, &io->to, notice,
		by_owner ? io->owner_name : io->holder_name, page, &io->mail);
}

static err_t check_room(struct tx *tx, const struct speaking *s)
{
	int64_t count;
	TRY(comment_count(tx, s->owner, s->place->question, s->holder, &count));
	if (count >= COMMENTS_MOST)
		return err_field(
			"answer", N_("This conversation is full. Go on by word of mouth."));
	return NULL;
}

static err_t tell(struct tx *tx, const struct speaking *s)
{
	if (!s->mail)
		return NULL;
	if (is_owner(s))
		TRY(grant_tell_holder(tx, s->owner, s->holder, s->now));
	else
		TRY(grant_tell_owner(tx, s->owner, s->holder, s->now));
	struct notice_given given = {receiver(s), s->role, NOTICE_OF_TALK, s->mail, s->now};
	return notice_give(tx, s->arena, &given);
}

/* What comes within COMMENT_TELL of another mail needs none. */
static err_t tell_comment(struct tx *tx, const struct speaking *s)
{
	struct grant_told_row *told;
	TRY(grant_told(tx, s->arena, s->owner, s->holder, &told));
	const usec *last = !told ? NULL : is_owner(s) ? told->told_holder : told->told_owner;
	return last && s->now - *last < COMMENT_TELL ? NULL : tell(tx, s);
}

/* Being asked is told although comments were; of several questions, once. */
static err_t ask(struct tx *tx, const struct speaking *s)
{
	int64_t asked;
	TRY(talk_asked_since(tx, s->owner, s->holder, s->now - COMMENT_TELL, &asked));
	TRY(talk_point_ask(tx, s->owner, s->place->question, s->holder, s->now));
	return asked ? NULL : tell(tx, s);
}

static err_t put(struct tx *tx, const struct speaking *s)
{
	struct str question = s->place->question;
	switch (s->act) {
	case ACT_WRITE:
		TRY(check_room(tx, s));
		TRY(comment_add(tx, s->owner, question, s->holder, s->now, s->public,
			s->actor->person, s->sealed));
		return tell_comment(tx, s);
	case ACT_ASK:
		return ask(tx, s);
	case ACT_MARK:
		return talk_point_mark(tx, s->owner, question, s->holder, &s->now);
	case ACT_UNMARK:
		break;
	}
	return talk_point_mark(tx, s->owner, question, s->holder, NULL);
}

static err_t speak_in(struct tx *tx, void *ctx)
{
	struct speaking *s = ctx;
	TRY(require_thread(tx, s));
	return put(tx, s);
}

static err_t begin(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place, enum act act, struct speaking *ret)
{
	const struct content_question *question =
		content_question(app->content, 0, place->question);
	if (!question)
		return err_log(ERR_NOT_FOUND, "no such question");
	*ret = (struct speaking){.app = app,
		.arena = a,
		.actor = actor,
		.place = place,
		.act = act,
		.scope = question->scope,
		.now = clock_now(app->clock)};
	return NULL;
}

err_t conversation_write(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place, struct str text)
{
	struct speaking s;
	TRY(begin(app, a, actor, place, ACT_WRITE, &s));
	s.public = public_id_new(app->random);
	struct vault_place at = place_of(a, place->owner, s.public, is_owner(&s));
	if (!str_trim(text).len)
		return err_field("answer", N_("Write something first."));
	if (utf8_count(text) > COMMENT_MOST)
		return err_field("answer", N_("This is too long. Make it shorter."));
	TRY(write_mail(&s));
	TRY(vault_seal(app->vault, a, &at, str_trim(text), &s.sealed));
	TRY(db_tx(app->db, speak_in, &s));
	notice_hurry(app);
	return NULL;
}

err_t conversation_mark(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place)
{
	struct speaking s;
	TRY(begin(app, a, actor, place, ACT_MARK, &s));
	return db_tx(app->db, speak_in, &s);
}

err_t conversation_unmark(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place)
{
	struct speaking s;
	TRY(begin(app, a, actor, place, ACT_UNMARK, &s));
	return db_tx(app->db, speak_in, &s);
}

err_t conversation_ask(const struct app *app, struct arena *a, const struct actor *actor,
	const struct thread_place *place)
{
	struct speaking s;
	TRY(begin(app, a, actor, place, ACT_ASK, &s));
	if (!is_owner(&s))
		return err_log(ERR_NOT_FOUND, "the owner asks");
	TRY(write_mail(&s));
	TRY(db_tx(app->db, speak_in, &s));
	notice_hurry(app);
	return NULL;
}
