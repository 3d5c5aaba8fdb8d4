#include "app/participant_thank.h"

#include "app/notice.h"
#include "app/participant_inside.h"
#include "app/participant_mail.h"
#include "app/person_name.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "mail/outbox.h"

static const char *const texts[] = {
	N_("Thank you for taking part in {project}. It was good that you were there."),
	N_("Thank you for taking part in {project}. You learned a lot, and we learned from you."),
	N_("{project} is over. Thank you for your help, your ideas and your time."),
};
#define TEXTS (sizeof(texts) / sizeof(*texts))

const char *thank_text(size_t text)
{
	return text < TEXTS ? texts[text] : NULL;
}

/* --- whom there is to thank --- */

struct counting {
	struct project_act act;
	struct participant_thank_count_row row;
};

static err_t count(struct tx *tx, void *ctx)
{
	struct counting *c = ctx;
	TRY(project_require(tx, &c->act, ACTION_PARTICIPANT_INVITE));
	return participant_thank_count(tx, c->act.row->id, c->act.as.only, &c->row);
}

err_t participant_thank_counts(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct thank_counts *ret)
{
	struct counting c = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, count, &c));
	*ret = (struct thank_counts){c.row.people, c.row.certified, c.row.thanked};
	return NULL;
}

/* --- the mail --- */

struct thanking {
	const struct participant_thank_row *row;
	struct str mail_key;
	struct outbox_sealed *mail; /* NULL: has no address */
};

struct sending {
	struct project_act act;
	const struct participant_thank *in;
	struct str organisation;
	struct participant_thank_row_list rows;
	struct participant_thanked done;
	/* of a batch: */
	struct thanking all[PARTICIPANT_MAIL_BATCH];
	size_t len; /* who have an address */
	struct participant_thanked batch;
};

static err_t check_words(const struct participant_thank *in)
{
	if (utf8_count(in->words) > THANK_WORDS_MOST)
		return err_number(
			err_field("words", N_("Write at most {n} characters.")), THANK_WORDS_MOST);
	if (person_name_holds_address(in->words))
		return err_field("words", N_("Your words cannot hold a web or mail address. Leave "
					     "a space after a dot."));
	return NULL;
}

static err_t check(const struct app *app, const struct participant_thank *in)
{
	err_t e = check_words(in);
	if (in->text >= TEXTS)
		e = err_join(e, err_field("text", N_("Choose a text.")));
	if (in->whom == THANK_CHOSEN && !in->chosen_len)
		e = err_join(e, err_field("chosen", N_("Choose at least one participant.")));
	if (in->language.len && !i18n_find(app->i18n, in->language))
		e = err_join(e, err_field("language", N_("Choose a language.")));
	return e;
}

/* The parts of a letter, which point at each other. */
struct parts {
	const char *before[5];
	struct lang_value values[5];
	struct letter letter;
};

static void write_letter(const struct sending *s, struct str name, struct str page, bool has_words,
	struct parts *ret)
{
	static const char *const after[] = {
		N_("{organisation} sends this mail once. You need not do anything."), NULL};
	*ret = (struct parts){
		.before = {N_("Hello {name},"), texts[s->in->text],
			has_words ? N_("{organisation} writes:") : NULL, "{words}"},
		.values = {{"name", name}, {"project", s->act.row->title},
			{"organisation", s->organisation}, {"words", s->in->words}},
	};
	ret->letter = (struct letter){
		.subject = N_("Thank you for {project}"),
		.before = ret->before,
		.button = N_("Open my page"),
		.link = page,
		.after = after,
		.values = ret->values,
	};
}

static struct str page_of(const struct sending *s, const struct participant_thank_row *row)
{
	struct str url = s->act.app->public_url;
	if (!row->person.n)
		return str_fmt(s->act.arena, "%.*s/part", STR_ARG(url));
	struct str key = public_id_print(s->act.arena, row->public);
	return str_fmt(s->act.arena, "%.*s/part/%.*s", STR_ARG(url), STR_ARG(key));
}

static err_t find_organisation(struct tx *tx, struct sending *io)
{
	struct organisation_row *organisation;
	TRY(organisation_get(tx, io->act.arena, io->act.at->organisation, &organisation));
	io->organisation = organisation->name;
	return NULL;
}

static err_t read_project(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(project_require(tx, &s->act, ACTION_PARTICIPANT_INVITE));
	return find_organisation(tx, s);
}

err_t participant_thank_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_thank *in, const struct lang *lang,
	struct letter_text *ret)
{
	struct sending s = {.act = project_act(app, a, actor, at), .in = in};
	struct parts parts;
	TRY(check(app, in));
	TRY(db_read(app->db, read_project, &s));
	struct str page = str_fmt(a, "%.*s/part", STR_ARG(app->public_url));
	write_letter(&s, STR("Alex"), page, in->words.len, &parts);
	return letter_render(a, lang, &parts.letter, ret);
}

/* --- sending --- */

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	struct arena *a = s->act.arena;
	TRY(read_project(tx, s));
	if (s->in->whom != THANK_CHOSEN)
		return participant_to_thank(tx, a, s->act.row->id, s->act.as.only,
			s->in->whom == THANK_CERTIFIED, PARTICIPANTS_MOST, &s->rows);
	struct public_id_list chosen = {s->in->chosen, s->in->chosen_len};
	return participant_to_thank_of(tx, a, s->act.row->id, s->act.as.only, chosen, &s->rows);
}

/* Who opened the page had the mail that went to that very address, or says that it is theirs. */
static err_t is_there(const struct sending *s, const struct participant_thank_row *row,
	struct str mail, bool *ret_is)
{
	struct digest recipient;
	TRY(outbox_recipient(s->act.app->outbox, mail, &recipient));
	*ret_is =
		row->is_opened && row->recipient.p && str_eq(row->recipient, hash_str(&recipient));
	return NULL;
}

static err_t prepare(
	const struct sending *s, const struct participant_thank_row *row, struct thanking *ret)
{
	struct participant about;
	struct parts parts;
	bool knows_us;
	*ret = (struct thanking){.row = row};
	TRY(participant_unseal(s->act.app, s->act.arena, row->public, row->body, &about));
	if (!about.mail.len)
		return NULL;
	struct notice_to to = {
		about.mail, row->given_name, about.language.len ? about.language : s->in->language};
	ret->mail_key = str_lower(s->act.arena, about.mail);
	TRY(is_there(s, row, about.mail, &knows_us));
	write_letter(s, row->given_name, page_of(s, row), s->in->words.len && knows_us, &parts);
	return notice_seal(
		s->act.app, s->act.arena, &to, NOTICE_OF_INVITATION, &parts.letter, 0, &ret->mail);
}

/* Nobody twice; and an address that is noted for many is not flooded. */
static err_t put_one(struct tx *tx, struct sending *s, const struct thanking *one)
{
	struct row_id id = one->row->participant;
	int64_t thanked;
	bool is_first = !s->batch.sent && !s->done.sent, over;
	TRY(participant_mail_limits(tx, &s->act, one->mail_key, is_first, &over));
	if (over) {
		s->batch.left++;
		return NULL;
	}
	TRY(participant_set_thanked(tx, id, s->act.now, &thanked));
	if (!thanked)
		return NULL;
	TRY(participation_note(tx, id, s->act.now, s->act.actor, PARTICIPATION_THANKED, STR_NONE));
	TRY(participant_note_invite(tx, &s->act, one->row->public));
	s->batch.sent++;
	return notice_send(tx, one->mail);
}

static err_t put_batch(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(project_require(tx, &s->act, ACTION_PARTICIPANT_INVITE));
	s->batch.sent = s->batch.left = 0;
	for (size_t i = 0; i < s->len; i++)
		TRY(put_one(tx, s, &s->all[i]));
	if (!s->batch.sent)
		return NULL;
	struct str number = str_fmt(s->act.arena, "%lld", (long long)s->batch.sent);
	return project_note(tx, &s->act, PROJECT_PEOPLE_THANK, number);
}

static err_t prepare_batch(struct sending *io, size_t from)
{
	io->len = 0;
	io->batch = (struct participant_thanked){0};
	for (size_t i = from; i < io->rows.len && i < from + PARTICIPANT_MAIL_BATCH; i++) {
		struct thanking *one = &io->all[io->len];
		TRY(participant_spare(prepare(io, &io->rows.at[i], one)));
		io->len += one->mail != NULL;
		io->batch.without_mail += !one->mail;
	}
	return NULL;
}

static err_t send_batch(struct sending *io, size_t from)
{
	TRY(db_read(io->act.app->db, read_project, io));
	TRY(prepare_batch(io, from));
	if (io->len)
		TRY(db_tx(io->act.app->db, put_batch, io));
	io->done.sent += io->batch.sent;
	io->done.without_mail += io->batch.without_mail;
	io->done.left += io->batch.left;
	return NULL;
}

/* Each batch on an arena of its own. */
static err_t send_all(struct sending *io)
{
	struct arena *own = arena_child(io->act.arena);
	io->act.arena = own;
	for (size_t from = 0; from < io->rows.len; from += PARTICIPANT_MAIL_BATCH) {
		err_t e = send_batch(io, from);
		arena_reset(own);
		if (!e)
			continue;
		io->done.left += (int64_t)(io->rows.len - from);
		return e;
	}
	return NULL;
}

err_t participant_thank(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct participant_thank *in,
	struct participant_thanked *io_done)
{
	struct sending s = {.act = project_act(app, a, actor, at), .in = in};
	TRY(check(app, in));
	TRY(db_read(app->db, read_rows, &s));
	err_t e = send_all(&s);
	notice_hurry(app);
	*io_done = s.done;
	return e;
}
