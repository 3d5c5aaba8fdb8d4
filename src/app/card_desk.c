#include "app/card_inside.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/limit.h"
#include "app/membership.h"
#include "app/person_key.h"
#include "app/person_name.h"
#include "base/buf.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "paper/handout.h"
#include "paper/qr.h"

#define NAME_MOST 80  /* characters of a name */
#define SLUG_MOST 10  /* letters of it in the sign-in name */
#define SLUG_RANDOM 5 /* symbols after it: 25 bits */

/* One account, or one new code. */
struct making {
	struct public_id public, membership;
	struct str name, sign_in;
	struct code code;
	struct digest digest;
};

struct desk {
	const struct app *app;
	struct arena *arena;
	const struct actor *actor;
	struct row_id organisation;
	struct str language;
	struct making *made;
	size_t count;
	struct card_row *row;
	struct str mail; /* of whose card is replaced; or empty */
	struct outbox_sealed *told;
	struct card_line_row_list rows;
	usec now;
};

static err_t allow(struct tx *tx, const struct desk *d)
{
	return access_require_in(tx, d->actor, ACTION_CARD_MAKE, d->organisation, d->now);
}

/* --- sign-in names --- */

/* The ASCII letters of the name, in small: "noor". */
static struct str slug(struct arena *a, struct str name)
{
	struct buf out;
	buf_init(&out, a, SLUG_MOST, SLUG_MOST);
	struct str lower = str_lower(a, name);
	for (size_t i = 0; i < lower.len && out.len < SLUG_MOST && lower.p[i] != ' '; i++)
		if (lower.p[i] >= 'a' && lower.p[i] <= 'z')
			buf_putc(&out, lower.p[i]);
	return out.len ? buf_str(&out) : STR("pas");
}

struct str card_name_new(const struct app *app, struct arena *a, struct str name)
{
	struct code end = code_long_new(app->random);
	struct str first = slug(a, name);
	return card_key(a, str_fmt(a, "%.*s-%.*s", STR_ARG(first), SLUG_RANDOM, end.text));
}

/* --- printing --- */

static struct str link_of(const struct desk *d, struct str code)
{
	return str_fmt(d->arena, "%.*s/card#%.*s", STR_ARG(d->app->public_url), STR_ARG(code));
}

static err_t print_card(
	const struct desk *d, const struct lang *lang, const struct making *m, struct card *ret)
{
	*ret = (struct card){
		.name = m->name,
		.sign_in = m->sign_in,
		.code = code_print_checked(d->arena, &m->code),
	};
	struct str link = link_of(d, ret->code);
	return qr_svg(d->arena, link, lang_text(lang, N_("QR code with your code")), &ret->qr);
}

static err_t print_sheet(const struct desk *d, struct card_sheet *ret)
{
	const struct i18n_wish wish = {.account = d->language};
	const struct lang *lang = i18n_choose(d->app->i18n, &wish);
	struct card *cards = arena_array(d->arena, struct card, d->count);
	for (size_t i = 0; i < d->count; i++)
		TRY(print_card(d, lang, &d->made[i], &cards[i]));
	*ret = (struct card_sheet){cards, d->count};
	return NULL;
}

/* --- accounts --- */

static err_t note(
	struct tx *tx, const struct desk *d, struct public_id person, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = d->actor, .subject = &person, .action = action, .at = d->now};
	return audit_note(tx, &entry);
}

static err_t add_one(struct tx *tx, const struct desk *d, const struct making *m)
{
	struct row_id person;
	TRY(person_add(tx, m->public, m->name, d->language, d->now, &person));
	TRY(card_add(tx, person, d->organisation, m->sign_in, hash_str(&m->digest),
		d->now + CARD_LIFE, d->now));
	struct membership_new joined = {
		m->membership, person, d->organisation, ROLE_LEARNER, d->now, NULL};
	TRY(membership_begin(tx, &joined));
	return note(tx, d, m->public, AUDIT_CARD_MAKE);
}

static err_t take_limit(struct tx *tx, const struct desk *d)
{
	struct str who = str_fmt(d->arena, "%lld", (long long)d->organisation.n);
	for (size_t i = 0; i < d->count; i++)
		TRY(limit_take(tx, d->arena, LIMIT_CARD_MAKE, who, d->now));
	return NULL;
}

static err_t add_all(struct tx *tx, void *ctx)
{
	const struct desk *d = ctx;
	TRY(allow(tx, d));
	TRY(take_limit(tx, d));
	for (size_t i = 0; i < d->count; i++)
		TRY(add_one(tx, d, &d->made[i]));
	return NULL;
}

static err_t check_names(const struct str *names, size_t count)
{
	if (!count)
		return err_field("names", N_("Write at least one name."));
	for (size_t i = 0; i < count; i++) {
		if (utf8_count(names[i]) > NAME_MOST)
			return err_field("names", N_("A name can have at most 80 characters."));
		TRY(person_name_check("names", names[i]));
	}
	return NULL;
}

static err_t prepare(const struct desk *d, struct str name, struct making *ret)
{
	*ret = (struct making){
		.public = public_id_new(d->app->random),
		.membership = public_id_new(d->app->random),
		.name = name,
		.sign_in = card_name_new(d->app, d->arena, name),
		.code = code_long_new(d->app->random),
	};
	return card_code_digest(d->app, &ret->code, &ret->digest);
}

/* The keys come first: a person without one could not write. */
static err_t add_with_keys(struct desk *d)
{
	struct public_id *who = arena_array(d->arena, struct public_id, d->count);
	for (size_t i = 0; i < d->count; i++)
		who[i] = d->made[i].public;
	TRY(vault_add_owners(d->app->vault, d->arena, who, d->count));
	err_t e = db_tx(d->app->db, add_all, d);
	return e ? person_keys_give_up(d->app, who, d->count, e) : NULL;
}

static err_t allow_only(struct tx *tx, void *ctx)
{
	return allow(tx, ctx);
}

err_t card_make(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct str language, const struct str *names, size_t count,
	struct card_sheet *ret)
{
	struct desk d = {.app = app,
		.arena = a,
		.actor = actor,
		.organisation = organisation,
		.language = language,
		.now = clock_now(app->clock)};
	TRY(db_read(app->db, allow_only, &d));
	TRY(check_names(names, count));
	d.count = count;
	d.made = arena_array(a, struct making, count);
	for (size_t i = 0; i < count; i++)
		TRY(prepare(&d, names[i], &d.made[i]));
	TRY(add_with_keys(&d));
	return print_sheet(&d, ret);
}

/* --- another card --- */

static err_t find_one(struct tx *tx, struct desk *d)
{
	TRY(allow(tx, d));
	TRY(card_in(tx, d->arena, d->made->public, d->organisation, d->now, &d->row));
	return d->row ? NULL : err_log(ERR_NOT_FOUND, "no card of this organisation");
}

static err_t read_one(struct tx *tx, void *ctx)
{
	struct desk *d = ctx;
	TRY(find_one(tx, d));
	return address_of(tx, d->arena, d->row->person, &d->mail);
}

static err_t write_told(struct desk *io)
{
	struct notice_to to = {io->mail, io->row->name, io->row->language};
	return to.mail.len ? account_notice(io->app, io->arena, &to, NOTICE_NEW_CARD, &io->told)
			   : NULL;
}

static err_t renew(struct tx *tx, void *ctx)
{
	struct desk *d = ctx;
	const struct making *m = d->made;
	TRY(find_one(tx, d));
	TRY(take_limit(tx, d));
	TRY(card_renew(tx, d->row->person, hash_str(&m->digest), d->now + CARD_LIFE, d->now,
		d->row->pin.p ? &d->now : NULL));
	if (d->told)
		TRY(notice_send(tx, d->told));
	return note(tx, d, m->public, AUDIT_CARD_REPLACE);
}

err_t card_replace(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, struct public_id person, struct card_sheet *ret)
{
	struct making m = {.public = person, .code = code_long_new(app->random)};
	struct desk d = {.app = app,
		.arena = a,
		.actor = actor,
		.organisation = organisation,
		.made = &m,
		.count = 1,
		.now = clock_now(app->clock)};
	TRY(card_code_digest(app, &m.code, &m.digest));
	TRY(db_read(app->db, read_one, &d));
	TRY(write_told(&d));
	TRY(db_tx(app->db, renew, &d));
	notice_hurry(app);
	m.name = d.row->whole_name;
	m.sign_in = d.row->sign_in;
	return print_sheet(&d, ret);
}

/* --- on paper --- */

static err_t paper_card(const struct desk *d, const struct lang *lang, const struct card *card,
	struct handout_card *ret)
{
	struct str url = d->app->public_url, host = str_from(url, str_search(url, STR("://")) + 3);
	struct str where = str_fmt(d->arena, "%.*s/card", STR_ARG(host));
	const struct lang_value values[] = {{"where", where}, {0}};
	struct code code;
	if (code_checked_parse(card->code, &code) != CODE_GOOD)
		return err_log(ERR_INVALID, "a card without a code");
	struct str shown = code_print_checked(d->arena, &code);
	*ret = (struct handout_card){
		.name = card->name,
		.lines = {lang_fill(d->arena,
				  lang_text(lang, N_("1. Scan the QR code. Or go to {where}.")),
				  values),
			lang_text(lang, N_("2. Type your code. Choose a PIN.")),
			lang_text(lang, N_("Your sign-in name, for later")), card->sign_in},
		.code = shown,
		.qr = link_of(d, shown),
		.alternative = lang_text(lang, N_("QR code with your code")),
	};
	return NULL;
}

err_t card_paper(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct lang *lang, const struct card_sheet *sheet,
	struct str *ret_pdf)
{
	struct desk d = {.app = app,
		.arena = a,
		.actor = actor,
		.organisation = organisation,
		.now = clock_now(app->clock)};
	struct handout_card *cards = arena_array(a, struct handout_card, sheet->count);
	const struct document_about about = {
		.title = lang_text(lang, N_("Cards to print")),
		.author = app->place_name,
		.language = lang_tag(lang),
		.right_to_left = str_is(lang_direction(lang), "rtl"),
		.date = d.now,
	};
	TRY(db_read(app->db, allow_only, &d));
	for (size_t i = 0; i < sheet->count; i++)
		TRY(paper_card(&d, lang, &sheet->cards[i], &cards[i]));
	return handout_cards(a, app->paper, &about, cards, sheet->count, ret_pdf);
}

/* --- all of them --- */

static err_t read_all(struct tx *tx, void *ctx)
{
	struct desk *d = ctx;
	TRY(allow(tx, d));
	return cards_of(tx, d->arena, d->organisation, d->now, CARDS_LISTED, &d->rows);
}

err_t card_list(const struct app *app, struct arena *a, const struct actor *actor,
	struct row_id organisation, const struct card_about **ret_cards, size_t *ret_count)
{
	struct desk d = {.arena = a,
		.actor = actor,
		.organisation = organisation,
		.now = clock_now(app->clock)};
	TRY(db_read(app->db, read_all, &d));
	struct card_about *cards = arena_array(a, struct card_about, d.rows.len);
	for (size_t i = 0; i < d.rows.len; i++) {
		const struct card_line_row *row = &d.rows.at[i];
		cards[i] = (struct card_about){row->public, row->name, row->sign_in, row->pin.p,
			row->made, row->anew ? *row->anew : 0};
	}
	*ret_cards = cards;
	*ret_count = d.rows.len;
	return NULL;
}
