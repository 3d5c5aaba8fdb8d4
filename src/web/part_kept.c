/* What an account keeps of a project that was deleted. */
#include "app/project_kept.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "view/part_kept.h"
#include "web/learned.h"
#include "web/part_shown.h"
#include "web/routes.h"

static struct str path_of(const struct request *req)
{
	return str_fmt(req->arena, "/kept/%.*s", STR_ARG(request_param(req, "key")));
}

/* --- what was learned --- */

struct shelf {
	const struct request *req;
	const struct project_kept *kept;
	struct learning_card *cards;
	struct str *moments; /* of each column of each card */
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

/* In the order of the moments, which is that of their first mention. */
static struct learning_column *column_for(struct shelf *io, struct str area, struct str id)
{
	enum project_moment moment = project_moment_parse(id);
	struct learning_card *card = card_for(io, area);
	struct learning_column *columns = (struct learning_column *)card->columns;
	const char *text = learning_moment_text(moment < PROJECT_MOMENTS ? moment : PROJECT_END);
	for (size_t i = 0; i < card->columns_len; i++)
		if (columns[i].moment == text)
			return &columns[i];
	struct learning_column *column = &columns[card->columns_len++];
	column->moment = text;
	return column;
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
	struct evidence_line *lines =
		arena_array(req->arena, struct evidence_line, kept->links_len);
	for (size_t i = 0; i < kept->links_len; i++)
		lines[i] = (struct evidence_line){.title = kept->links[i], .link = kept->links[i]};
	return (struct learning_part){.cards = shelf.cards,
		.cards_len = shelf.len,
		.partner = kept->partner,
		.relation = kept->relation,
		.evidence = lines,
		.evidence_len = kept->links_len};
}

/* --- the page --- */

static const struct kept_paper_view *papers_of(
	const struct request *req, const struct project_kept_certificate *c)
{
	struct kept_paper_view *papers =
		arena_array(req->arena, struct kept_paper_view, c->languages_len);
	for (size_t i = 0; i < c->languages_len; i++) {
		const struct lang *lang = i18n_find(visit_of(req)->app->i18n, c->languages[i]);
		papers[i] = (struct kept_paper_view){
			str_fmt(req->arena, "%.*s/certificate/%lld", STR_ARG(path_of(req)),
				(long long)c->place + (long long)i),
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
		.name = str_fmt(req->arena, "%.*s %.*s", STR_ARG(k.about.given_name),
			STR_ARG(k.about.family_name)),
		.country = country_shown(req, k.about.country),
		.mail = k.about.mail,
		.place = k.about.place,
		.message = k.message,
		.has_born = k.about.born != DAY_NONE,
		.born = k.about.born,
		.part = part_of(req, &k),
		.certificates = certificates_of(req, &k),
		.certificates_len = k.certificates_len,
	};
	return PAGE_SHOW(req, res, view_part_kept, &view);
}

static err_t paper_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct str pdf;
	int64_t place;
	TRY(key_of(req, &who));
	if (!str_to_int(request_param(req, "place"), &place))
		return err_log(ERR_NOT_FOUND, "no such paper");
	TRY(project_kept_paper(v->app, req->arena, &v->session.actor, who, place, &pdf));
	return response_download(res, "application/pdf", pdf, STR("certificate.pdf"));
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
	{POST, "/kept/{key}/remove", remove_post, .need = NEED_PERSON, .max_body = 4 << 10},
	{0},
};
