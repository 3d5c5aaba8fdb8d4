/* Copying certificates, and the paper of the official site, into the account that has them. */
#include "app/certificate_inside.h"
#include "app/official_paper.h"
#include "app/project_keeping.h"
#include "codec/json.h"

static err_t seal_paper(struct project_keeping *io, struct str pdf, bool *ret_sealed)
{
	struct vault_place to =
		project_kept_paper_place(io->arena, io->row->owner, io->who, io->papers_len);
	*ret_sealed = pdf.len && io->papers_len < PROJECT_KEPT_PAPERS_MOST;
	if (!*ret_sealed)
		return NULL;
	return vault_seal(io->app->vault, io->arena, &to, pdf, &io->papers[io->papers_len++]);
}

static err_t put_paper(struct project_keeping *k, const struct certificate_pdf *pdf,
	struct str language, struct json *io_languages)
{
	struct str bytes = STR_NONE;
	bool is_sealed;
	TRY(keeping_spare(certificate_pdf_open(k->app, k->arena, pdf, &bytes)));
	TRY(seal_paper(k, bytes, &is_sealed));
	if (is_sealed)
		json_push(k->arena, io_languages, json_of_str(language));
	return NULL;
}

/* In the language of the certificate, then in the further ones. */
static err_t put_papers(struct project_keeping *k, size_t at, struct str language, struct json *io)
{
	const struct kept_certificate_row *row = &k->certificates.at[at];
	const struct certificate_translation_row_list *others = &k->translations[at];
	struct json languages = json_array();
	keeping_int(k, io, "paper", k->papers_len);
	if (row->pdf.p) {
		const struct certificate_pdf first = {
			.owner = k->who, .certificate = row->public, .sealed = row->pdf};
		TRY(put_paper(k, &first, language, &languages));
	}
	for (size_t i = 0; i < others->len; i++) {
		const struct certificate_pdf other = {.owner = k->who,
			.certificate = row->public,
			.language = others->at[i].language,
			.sealed = others->at[i].pdf};
		TRY(put_paper(k, &other, other.language, &languages));
	}
	json_set(k->arena, io, STR("languages"), languages);
	return NULL;
}

/* Of what it says, its code and language: all else stands in the paper. */
static err_t code_of(const struct project_keeping *k, const struct kept_certificate_row *row,
	struct str *ret_code, struct str *ret_language)
{
	struct vault_place place = certificate_place(k->arena, k->who, row->public, "body");
	struct json *body;
	struct str text;
	bool is_damaged = true;
	if (row->body.p)
		TRY(vault_open_one(k->app->vault, k->arena, &place, row->body, &text, &is_damaged));
	if (is_damaged)
		return NULL;
	TRY(json_parse(k->arena, text, &json_limits_default, &body));
	*ret_code = json_str(json_get(body, STR("code")));
	*ret_language = json_str(json_get(body, STR("language")));
	return NULL;
}

static err_t reason_of(const struct project_keeping *k, const struct kept_certificate_row *row,
	struct str *ret_reason)
{
	struct vault_place place = certificate_place(k->arena, k->who, row->public, "reason");
	bool is_damaged;
	if (!row->reason.p)
		return NULL;
	return vault_open_one(
		k->app->vault, k->arena, &place, row->reason, ret_reason, &is_damaged);
}

err_t keeping_certificates(struct project_keeping *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->certificates.len; i++) {
		const struct kept_certificate_row *row = &k->certificates.at[i];
		struct str code = STR_NONE, language = STR_NONE, reason = STR_NONE;
		TRY(code_of(k, row, &code, &language));
		TRY(reason_of(k, row, &reason));
		struct json *one = keeping_item(k, &list);
		keeping_int(k, one, "revision", row->revision);
		keeping_text(k, one, "state", row->state);
		keeping_day(k, one, "issued", zone_day(row->issued));
		keeping_text(k, one, "code", code);
		keeping_text(k, one, "reason", reason);
		TRY(put_papers(k, i, language, one));
	}
	json_set(k->arena, io, STR("certificates"), list);
	return NULL;
}

err_t keeping_official(struct project_keeping *k, struct json *io)
{
	struct str pdf = STR_NONE;
	bool is_sealed;
	int64_t place = k->papers_len;
	if (k->official)
		TRY(keeping_spare(
			official_open(k->app, k->arena, k->who, k->official->body, &pdf)));
	TRY(seal_paper(k, pdf, &is_sealed));
	if (is_sealed)
		keeping_int(k, io, "official", place);
	return NULL;
}
