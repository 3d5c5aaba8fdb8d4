#include "app/limit.h"
#include "app/participant_inside.h"
#include "app/participant_invite.h"
#include "app/participant_notice.h"
#include "app/participation_inside.h"
#include "app/project_inside.h"
#include "i18n/i18n.h"
#include "mail/outbox.h"
#include "paper/handout.h"
#include "paper/qr.h"

/* One card, ready before the transaction. */
struct making {
	const struct participant_invite_row *row;
	struct participation_code made;
	const struct lang *lang;
	struct outbox_sealed *told; /* whose code stops working; NULL: nobody to tell */
	struct str mail_key;        /* of whom is told */
};

struct desk {
	struct project_act act;
	const struct lang *lang; /* of whom no other one is known */
	struct public_id_list who;
	struct str organisation;
	struct participant_invite_row_list rows;
	struct making *made;
	size_t count;
};

static err_t allow(struct tx *tx, void *ctx)
{
	struct desk *d = ctx;
	return project_require(tx, &d->act, ACTION_PARTICIPANT_INVITE);
}

static err_t read_rows(struct tx *tx, void *ctx)
{
	struct desk *d = ctx;
	struct organisation_row *organisation;
	TRY(allow(tx, d));
	TRY(project_check_open(&d->act));
	TRY(organisation_get(tx, d->act.arena, d->act.at->organisation, &organisation));
	d->organisation = organisation->name;
	return participant_chosen(
		tx, d->act.arena, d->act.row->id, d->act.as.only, d->who, d->act.now + 1, &d->rows);
}

/* --- codes --- */

static err_t write_told(const struct desk *d, const struct participant *about, struct making *io)
{
	struct notice_to to = {about->mail, io->row->given_name, lang_tag(io->lang)};
	io->mail_key = str_lower(d->act.arena, about->mail);
	struct participant_notice_about notice = {.project = d->act.row->title,
		.organisation = d->organisation,
		.participant = io->row->public,
		.deadline = DAY_NONE};
	return participant_notice(
		d->act.app, d->act.arena, &to, PARTICIPANT_NOTICE_CODE, &notice, &io->told);
}

/* In the language of the certificate, else of the invitation. */
static err_t prepare(
	const struct desk *d, const struct participant_invite_row *row, struct making *ret)
{
	const struct app *app = d->act.app;
	struct participant about;
	*ret = (struct making){.row = row};
	TRY(participant_unseal(app, d->act.arena, row->public, row->body, &about));
	ret->lang = i18n_find(app->i18n, about.language.len ? about.language : row->invited_in);
	if (!ret->lang)
		ret->lang = d->lang;
	TRY(participation_code_new(app, d->act.arena, row->public, &ret->made));
	return row->code.p && about.mail.len ? write_told(d, &about, ret) : NULL;
}

/* Card after card: after some mails they know. */
static err_t send_told(struct tx *tx, const struct desk *d, const struct making *m)
{
	bool over;
	TRY(limit_try(tx, d->act.arena, LIMIT_PART_MAIL, m->mail_key, d->act.now, &over));
	return over ? NULL : notice_send(tx, m->told);
}

static err_t put_one(struct tx *tx, const struct desk *d, const struct making *m)
{
	struct row_id id = m->row->participant;
	struct participant_whose_row *whose;
	TRY(participant_whose(tx, d->act.arena, m->row->public, &whose));
	if (!whose || whose->person.n)
		return err_say(ERR_CONFLICT, N_("Something changed just now. Look once more."));
	TRY(participation_code_put(tx, id, &m->made, d->act.now));
	TRY(participant_reach(tx, d->act.arena, id, PARTICIPANT_INVITED));
	TRY(participation_note(tx, id, d->act.now, d->act.actor, PARTICIPATION_CARD, STR_NONE));
	TRY(participant_note_invite(tx, &d->act, m->row->public));
	return m->told ? send_told(tx, d, m) : NULL;
}

static err_t put_all(struct tx *tx, void *ctx)
{
	struct desk *d = ctx;
	struct str who = str_fmt(d->act.arena, "%lld", (long long)d->act.at->organisation.n);
	TRY(allow(tx, d));
	TRY(project_check_open(&d->act));
	for (size_t i = 0; i < d->count; i++) {
		TRY(limit_take(tx, d->act.arena, LIMIT_PARTICIPANT, who, d->act.now));
		TRY(put_one(tx, d, &d->made[i]));
	}
	struct str count = str_fmt(d->act.arena, "%zu", d->count);
	return project_note(tx, &d->act, PROJECT_PEOPLE_CARDS, count);
}

/* --- printing --- */

static struct str link_of(const struct desk *d, struct str code)
{
	const struct app *app = d->act.app;
	return str_fmt(d->act.arena, "%.*s/part#%.*s", STR_ARG(app->public_url), STR_ARG(code));
}

static err_t print_all(const struct desk *d, struct participant_cards_made *ret)
{
	struct arena *a = d->act.arena;
	struct participant_card_made *cards =
		arena_array(a, struct participant_card_made, d->count);
	for (size_t i = 0; i < d->count; i++) {
		const struct making *m = &d->made[i];
		struct str code = code_print_checked(a, &m->made.code);
		cards[i] = (struct participant_card_made){
			.name = str_fmt(a, "%.*s %.*s", STR_ARG(m->row->given_name),
				STR_ARG(m->row->family_name)),
			.language = lang_tag(m->lang),
			.code = code,
		};
		TRY(qr_svg(a, link_of(d, code), lang_text(d->lang, N_("QR code with your code")),
			&cards[i].qr));
	}
	*ret = (struct participant_cards_made){cards, d->count};
	return NULL;
}

/* What somebody is writing stays closed to a new code: that is no accident among many. */
static bool may_have(const struct desk *d, const struct participant_invite_row *row)
{
	return !row->person.n && (d->who.len == 1 || !row->writes) &&
	       participant_may_code(&d->act.as);
}

err_t participant_cards(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, const struct public_id *who,
	size_t count, struct participant_cards_made *ret)
{
	struct desk d = {.act = project_act(app, a, actor, at), .lang = lang, .who = {who, count}};
	if (count > PARTICIPANT_CARDS_MOST)
		return err_number(err_field("chosen", N_("Choose at most {n} at once.")),
			PARTICIPANT_CARDS_MOST);
	TRY(db_read(app->db, read_rows, &d));
	d.made = arena_array(a, struct making, d.rows.len);
	for (size_t i = 0; i < d.rows.len; i++)
		if (may_have(&d, &d.rows.at[i]))
			TRY(prepare(&d, &d.rows.at[i], &d.made[d.count++]));
	if (!d.count)
		return err_field("chosen", N_("Choose at least one participant."));
	TRY(db_tx(app->db, put_all, &d));
	notice_hurry(app);
	return print_all(&d, ret);
}

/* --- on paper --- */

static err_t paper_card(
	const struct desk *d, const struct participant_card_made *card, struct handout_card *ret)
{
	struct arena *a = d->act.arena;
	const struct lang *lang = i18n_find(d->act.app->i18n, card->language);
	struct str url = d->act.app->public_url;
	struct str host = str_from(url, str_search(url, STR("://")) + 3);
	const struct lang_value values[] = {{"where", str_fmt(a, "%.*s/part", STR_ARG(host))},
		{"project", d->act.row->title}, {0}};
	struct code code;
	if (!lang || code_checked_parse(card->code, &code) != CODE_GOOD)
		return err_log(ERR_INVALID, "a card without a code or a language");
	struct str shown = code_print_checked(a, &code);
	*ret = (struct handout_card){
		.name = card->name,
		.lines = {lang_fill(
				  a, lang_text(lang, N_("Your own page about {project}")), values),
			lang_fill(a,
				lang_text(lang, N_("Scan the QR code. Or go to {where} and "
						   "type your code.")),
				values),
			lang_text(lang, N_("Keep this card. The code is yours alone."))},
		.code = shown,
		.qr = link_of(d, shown),
		.alternative = lang_text(lang, N_("QR code with your code")),
	};
	return NULL;
}

err_t participant_cards_paper(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang,
	const struct participant_cards_made *sheet, struct str *ret_pdf)
{
	struct desk d = {.act = project_act(app, a, actor, at)};
	struct handout_card *cards = arena_array(a, struct handout_card, sheet->count);
	const struct document_about about = {
		.title = lang_text(lang, N_("Cards to print")),
		.author = app->place_name,
		.language = lang_tag(lang),
		.date = d.act.now,
	};
	TRY(db_read(app->db, allow, &d));
	for (size_t i = 0; i < sheet->count; i++)
		TRY(paper_card(&d, &sheet->cards[i], &cards[i]));
	return handout_cards(a, app->paper, &about, cards, sheet->count, ret_pdf);
}
