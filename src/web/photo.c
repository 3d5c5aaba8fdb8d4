/* The photo of a person: chosen and looked at by its owner, and seen by who looks along. */
#include "app/profile_photo.h"
#include "codec/image.h"
#include "view/settings.h"
#include "web/download.h"
#include "web/page.h"
#include "web/routes.h"
#include "web/terms.h"

#define PHOTO_BODY (IMAGE_BYTES_MOST + (64 << 10))
#define FORM_BODY (4 << 10)
#define PAGE "/account/photo"

static err_t photo_page(struct request *req, struct response *res, err_t e)
{
	struct photo_view view = {
		.has_photo = visit_of(req)->session.has_photo,
		.saved = str_eq(req->query, STR("saved")),
	};
	if (e)
		view.error = page_error_text(req, e);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_photo, &view);
}

static err_t photo_show(struct request *req, struct response *res)
{
	return photo_page(req, res, NULL);
}

static err_t photo_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form_field *file = form_file(&v->form, STR("photo"));
	err_t e = profile_photo_set(v->app, req->arena, &v->session.actor,
		file ? file->filename : STR_NONE, file ? file->value : STR_NONE);
	if (e && (page_can_mend(e) || e->code == ERR_TOO_LARGE))
		return photo_page(req, res, e);
	TRY(e);
	return response_redirect(res, STR(PAGE "?saved"));
}

static err_t remove_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	TRY(profile_photo_remove(v->app, req->arena, &v->session.actor));
	return response_redirect(res, STR(PAGE));
}

static err_t send_photo(struct request *req, struct response *res, struct public_id owner)
{
	const struct visit *v = visit_of(req);
	struct file file;
	TRY(profile_photo(v->app, req->arena, &v->session.actor, owner, &file));
	return download(req, res,
		&(struct download){
			.format = DOWNLOAD_JPEG, .what = N_("Photo"), .bytes = file.bytes});
}

static err_t own_show(struct request *req, struct response *res)
{
	return send_photo(req, res, visit_of(req)->session.actor.public);
}

static err_t other_show(struct request *req, struct response *res)
{
	struct public_id owner;
	TRY(key_of(req, &owner));
	return send_photo(req, res, owner);
}

const struct route photo_routes[] = {
	{GET, PAGE, photo_show, .need = NEED_PERSON},
	{POST, PAGE, photo_post, .need = NEED_PERSON, .slow = true, .max_body = PHOTO_BODY},
	{GET, PAGE "/file", own_show, .need = NEED_PERSON, .own = true},
	{POST, PAGE "/remove", remove_post, .need = NEED_PERSON, .max_body = FORM_BODY},
	{GET, "/with/{key}/photo", other_show, .need = NEED_PERSON, .all_langs = true,
		.on_worker = true},
	{0},
};
