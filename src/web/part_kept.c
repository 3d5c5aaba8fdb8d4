/* What an account keeps of a project that was deleted. */
#include "app/project_kept.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/part_kept.h"
#include "web/download.h"
#include "web/learned.h"
#include "web/part_shown.h"
#include "web/routes.h"

static struct str path_of(const struct request *req)
{
	return str_fmt(req->arena, "/kept/%.*s", STR_ARG(request_param(req, "key")));
}

/* One that this program does not know stands at the end. */
static enum project_moment known_moment(enum project_moment moment)
{
	return moment < PROJECT_MOMENTS ? moment : PROJECT_END;
}

static const char *moment_text(enum project_moment moment)
{
	return learning_moment_text(known_moment(moment));
}

static struct str paper_path(const struct request *req, int64_t place)
{
	return str_fmt(
		req->arena, "%.*s/certificate/%lld", STR_ARG(path_of(req)), (long long)place);
}

/* --- what was learned --- */

struct shelf {
	const struct request *req;
	const struct project_kept *kept;
	struct learning_card *cards;
	size_t len;
};

static struct learning_card *card_for(struct shelf *io, struct str area)
{
	for (size_t i = 0; i < io->len; i++)
		if (str_eq(io->cards[i].title, area))
			return &io->cards[i];
	struct learning_card *card = &io->cards[io->len];
	card->title = area;
	card->columns = arena_array(io->req->arena, struct learning_column, PROJECT_MOMENTS);
	io->len++;
	return card;
}

/* A column for each moment; those without one have no name yet. */
static struct learning_column *column_for(struct shelf *io, struct str area, struct str id)
{
	enum project_moment moment = known_moment(project_moment_parse(id));
	struct learning_column *columns = (struct learning_column *)card_for(io, area)->columns;
	columns[moment].moment = learning_moment_text(moment);
	return &columns[moment];
}

static void leave_out_unnamed(struct learning_card *io)
{
	struct learning_column *columns = (struct learning_column *)io->columns;
	for (size_t i = 0; i < PROJECT_MOMENTS; i++)
		if (columns[i].moment)
			columns[io->columns_len++] = columns[i];
}

static void put_comment(struct shelf *io, const struct project_kept_comment *said)
{
	struct learning_column *column = column_for(io, said->area, said->moment);
	struct comment_line *lines = (struct comment_line *)column->talk.said;
	if (!lines)
		lines = arena_array(io->req->arena, struct comment_line, io->kept->comments_len);
	lines[column->talk.said_len++] = (struct comment_line){
		.mine = !said->by.len, .who = said->by, .at = said->made, .text = said->text};
	column->talk.said = lines;
	column->has_talk = true;
}

static const struct evidence_line *evidence_of(
	const struct request *req, const struct project_kept *kept)
{
	struct evidence_line *lines =
		arena_array(req->arena, struct evidence_line, kept->evidence_len);
	for (size_t i = 0; i < kept->evidence_len; i++) {
		const struct project_kept_evidence *one = &kept->evidence[i];
		lines[i] = learning_evidence_line(&one->it, one->it.area);
		lines[i].is_file = one->place != PROJECT_KEPT_NOWHERE;
		lines[i].path = str_fmt(req->arena, "%.*s/files/%lld", STR_ARG(path_of(req)),
			(long long)one->place);
	}
	return lines;
}

static struct learning_part part_of(const struct request *req, const struct project_kept *kept)
{
	size_t most = kept->texts_len + kept->comments_len;
	struct shelf shelf = {.req = req,
		.kept = kept,
		.cards = arena_array(req->arena, struct learning_card, most)};
	for (size_t i = 0; i < kept->texts_len; i++) {
		const struct project_kept_text *text = &kept->texts[i];
		if (text->is_past)
			continue;
		struct learning_column *column = column_for(&shelf, text->area, text->moment);
		column->text = text->text;
		column->is_damaged = text->is_damaged;
	}
	for (size_t i = 0; i < kept->comments_len; i++)
		put_comment(&shelf, &kept->comments[i]);
	for (size_t i = 0; i < shelf.len; i++)
		leave_out_unnamed(&shelf.cards[i]);
	return (struct learning_part){.cards = shelf.cards,
		.cards_len = shelf.len,
		.partner = kept->partner,
		.relation = kept->relation,
		.evidence = evidence_of(req, kept),
		.evidence_len = kept->evidence_len};
}

/* What stood there before. */
static const struct kept_text_view *past_of(
	const struct request *req, const struct project_kept *kept, size_t *ret_len)
{
	struct kept_text_view *views =
		arena_array(req->arena, struct kept_text_view, kept->texts_len);
	size_t len = 0;
	for (size_t i = 0; i < kept->texts_len; i++) {
		const struct project_kept_text *it = &kept->texts[i];
		if (it->is_past && !it->is_damaged)
			views[len++] = (struct kept_text_view){
				it->area, moment_text(project_moment_parse(it->moment)), it->text};
	}
	*ret_len = len;
	return views;
}

static const struct kept_referee_view *referees_of(
	const struct request *req, const struct project_kept *kept)
{
	struct kept_referee_view *views =
		arena_array(req->arena, struct kept_referee_view, kept->referees_len);
	for (size_t i = 0; i < kept->referees_len; i++) {
		const struct referee *r = &kept->referees[i];
		struct kept_text_view *read =
			arena_array(req->arena, struct kept_text_view, r->texts_len);
		for (size_t k = 0; k < r->texts_len; k++)
			read[k] = (struct kept_text_view){r->texts[k].area,
				moment_text(r->texts[k].moment), r->texts[k].text};
		views[i] = (struct kept_referee_view){.name = r->name,
			.function = r->function,
			.mail = r->mail,
			.words = r->words,
			.state = referee_state_text(r->state),
			.has_answered = r->answered,
			.answered = r->answered,
			.is_outdated = r->is_outdated && r->state == REFEREE_CONFIRMED,
			.read = read,
			.read_len = r->texts_len};
	}
	return views;
}

/* --- the page --- */

static const struct kept_paper_view *papers_of(
	const struct request *req, const struct project_kept_certificate *c)
{
	struct kept_paper_view *papers =
		arena_array(req->arena, struct kept_paper_view, c->languages_len);
	for (size_t i = 0; i < c->languages_len; i++) {
		const struct lang *lang = i18n_find(visit_of(req)->app->i18n, c->languages[i]);
		papers[i] = (struct kept_paper_view){paper_path(req, c->place + (int64_t)i),
			lang ? lang_name(lang) : c->languages[i]};
	}
	return papers;
}

static const struct kept_certificate_view *certificates_of(
	const struct request *req, const struct project_kept *kept)
{
	static const char *const states[] = {
		[CERTIFICATE_VALID] = N_("Valid"),
		[CERTIFICATE_SUPERSEDED] = N_("Superseded"),
		[CERTIFICATE_WITHDRAWN] = N_("Withdrawn"),
	};
	struct kept_certificate_view *views =
		arena_array(req->arena, struct kept_certificate_view, kept->certificates_len);
	for (size_t i = 0; i < kept->certificates_len; i++) {
		const struct project_kept_certificate *c = &kept->certificates[i];
		views[i] = (struct kept_certificate_view){.revision = c->revision,
			.issued = c->issued,
			.state = states[c->state],
			.code = c->code,
			.reason = c->reason};
		views[i].papers = papers_of(req, c);
		views[i].papers_len = c->languages_len;
	}
	return views;
}

static void fill_noted(
	const struct request *req, const struct project_kept *k, struct part_kept_view *io)
{
	const struct participant *about = &k->about;
	io->name = str_fmt(
		req->arena, "%.*s %.*s", STR_ARG(about->given_name), STR_ARG(about->family_name));
	io->country = country_shown(req, about->country);
	io->mail = about->mail;
	io->place = about->place;
	io->host = about->host;
	io->message = k->message;
	io->has_born = about->born != DAY_NONE;
	io->born = about->born;
	io->has_own_first = about->starts != DAY_NONE;
	io->own_first = about->starts;
	io->has_own_last = about->ends != DAY_NONE;
	io->own_last = about->ends;
	io->parties = k->parties;
	io->parties_len = k->parties_len;
}

static err_t kept_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_kept k;
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(project_kept_open(v->app, req->arena, &v->session.actor, who, &k));
	page_note_damaged(req, k.heading.is_damaged, "a kept project");
	struct part_kept_view view = {
		.path = path_of(req),
		.organisation = k.heading.organisation,
		.title = k.heading.title,
		.type = k.heading.type,
		.number = k.heading.number,
		.has_days = k.heading.starts != DAY_NONE,
		.starts = k.heading.starts,
		.ends = k.heading.ends,
		.deleted = k.heading.deleted,
		.part = part_of(req, &k),
		.referees = referees_of(req, &k),
		.referees_len = k.referees_len,
		.certificates = certificates_of(req, &k),
		.certificates_len = k.certificates_len,
	};
	fill_noted(req, &k, &view);
	view.past = past_of(req, &k, &view.past_len);
	if (k.official != PROJECT_KEPT_NOWHERE)
		view.official = paper_path(req, k.official);
	return PAGE_SHOW(req, res, view_part_kept, &view);
}

/* Whose it is, and the {place} on it. */
static err_t place_of(const struct request *req, struct public_id *ret_who, int64_t *ret_place)
{
	TRY(key_of(req, ret_who));
	return str_to_int(request_param(req, "place"), ret_place)
		       ? NULL
		       : err_log(ERR_NOT_FOUND, "no such place");
}

/* Of the paper that stands there: "2", "2 fr". */
static struct str revision_at(
	const struct request *req, const struct project_kept *k, int64_t place)
{
	for (size_t i = 0; i < k->certificates_len; i++) {
		const struct project_kept_certificate *it = &k->certificates[i];
		int64_t further = place - it->place;
		if (further < 0 || further >= (int64_t)it->languages_len)
			continue;
		struct str language = further ? it->languages[further] : STR_NONE;
		return str_fmt(req->arena, "%lld %.*s", (long long)it->revision, STR_ARG(language));
	}
	return STR_NONE;
}

static err_t paper_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct project_kept k;
	struct str pdf;
	int64_t place;
	TRY(place_of(req, &who, &place));
	TRY(project_kept_paper(v->app, req->arena, &v->session.actor, who, place, &pdf));
	TRY(project_kept_open(v->app, req->arena, &v->session.actor, who, &k));
	return download(req, res,
		&(struct download){.what = place == k.official ? N_("Official certificate")
							       : N_("Certificate"),
			.of = k.heading.title,
			.which = revision_at(req, &k, place),
			.bytes = pdf});
}

static err_t file_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct file file;
	int64_t place;
	TRY(place_of(req, &who, &place));
	TRY(project_kept_file(v->app, req->arena, &v->session.actor, who, place, &file));
	return learning_file(req, res, &file);
}

static err_t remove_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(project_kept_remove(v->app, &v->session.actor, who));
	return response_redirect(res, STR("/part/mine?removed"));
}

const struct route part_kept_routes[] = {
	{GET, "/kept/{key}", kept_show, .need = NEED_PERSON},
	{GET, "/kept/{key}/certificate/{place}", paper_show, .need = NEED_PERSON,
		.on_worker = true},
	{GET, "/kept/{key}/files/{place}", file_show, .need = NEED_PERSON, .on_worker = true},
	{POST, "/kept/{key}/remove", remove_post, .need = NEED_PERSON, .max_body = 4 << 10},
	{0},
};
