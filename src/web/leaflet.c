#include "web/leaflet.h"

#include "web/download.h"

typedef err_t leaflet_make(const struct app *app, struct arena *a, const struct lang *lang,
	const struct leaflet *leaflet, struct str *ret_file);

static const struct {
	const char *name; /* in the path */
	const char *what; /* when it is saved */
	enum download_format format;
	leaflet_make *make;
} files[] = {
	{"leerpas-code.svg", N_("QR code"), DOWNLOAD_SVG, leaflet_svg},
	{"leerpas-code.png", N_("QR code"), DOWNLOAD_PNG, leaflet_png},
	{"leerpas-poster.pdf", N_("Poster"), DOWNLOAD_PDF, leaflet_poster},
	{"leerpas-slips.pdf", N_("Slips"), DOWNLOAD_PDF, leaflet_slips},
};
#define FILES (sizeof(files) / sizeof(*files))

err_t leaflet_file(const struct request *req, struct response *res, const struct leaflet *leaflet)
{
	const struct visit *v = visit_of(req);
	struct str file;
	size_t at = 0;
	while (at < FILES && !str_is(request_param(req, "file"), files[at].name))
		at++;
	if (at == FILES)
		return err_log(ERR_NOT_FOUND, "no such file of a code");
	TRY(files[at].make(v->app, req->arena, v->lang, leaflet, &file));
	return download(req, res,
		&(struct download){
			.format = files[at].format, .what = files[at].what, .bytes = file});
}

err_t leaflet_shown(const struct request *req, const struct leaflet *leaflet, struct str path,
	struct leaflet_view *ret_view)
{
	const struct visit *v = visit_of(req);
	struct str square;
	TRY(leaflet_svg(v->app, req->arena, v->lang, leaflet, &square));
	*ret_view = (struct leaflet_view){
		.code = leaflet->code,
		.link = leaflet->link,
		.square = {square.p, square.len},
		.path = path,
	};
	return NULL;
}

struct leaflet contact_leaflet(const struct request *req, const struct code *code, struct str place)
{
	const struct visit *v = visit_of(req);
	struct str shown = code_print(req->arena, code);
	return (struct leaflet){
		.of = LEAFLET_OF_CONTACT,
		.name = v->session.full_name,
		.place = place,
		.code = shown,
		.link = str_fmt(req->arena, "%.*s/passport/talk/code#%.*s",
			STR_ARG(v->app->public_url), STR_ARG(shown)),
	};
}
