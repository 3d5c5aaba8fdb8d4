#include "base/arena.h"
#include "http/inside.h"

#include <stdlib.h>

enum coding { PLAIN, GZIP, BROTLI, CODINGS };

struct static_file {
	struct str path;
	struct MHD_Response *answer[CODINGS];
};

struct static_files {
	struct arena *arena;
	struct static_file *at;
	size_t len;
};

static err_t make_answer(const struct http_file *f, struct str bytes, const char *coding,
	const struct response_header *common, struct MHD_Response **ret_answer)
{
	struct MHD_Response *answer = MHD_create_response_from_buffer(
		bytes.len, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_PERSISTENT);
	for (const struct response_header *h = common; h->name; h++)
		mhd_header(&answer, h->name, h->value);
	mhd_header(&answer, "Content-Type", f->type);
	mhd_header(&answer, "Content-Security-Policy", "default-src 'none'; sandbox");
	mhd_header(&answer, "Cache-Control", "public, max-age=31536000, immutable");
	if (f->gzip.len || f->br.len)
		mhd_header(&answer, "Vary", "Accept-Encoding");
	if (coding)
		mhd_header(&answer, "Content-Encoding", coding);
	if (!answer)
		return err_log(ERR_INTERNAL, "static file %s: header", f->path);
	*ret_answer = answer;
	return NULL;
}

static err_t make_file(
	const struct http_file *f, const struct response_header *common, struct static_file *file)
{
	file->path = str_of(f->path);
	TRY(make_answer(f, f->bytes, NULL, common, &file->answer[PLAIN]));
	if (f->gzip.len)
		TRY(make_answer(f, f->gzip, "gzip", common, &file->answer[GZIP]));
	if (f->br.len)
		TRY(make_answer(f, f->br, "br", common, &file->answer[BROTLI]));
	return NULL;
}

static int by_path(const void *a, const void *b)
{
	return str_cmp(
		((const struct static_file *)a)->path, ((const struct static_file *)b)->path);
}

static err_t make_all(struct static_files *all, const struct http_file *files,
	const struct response_header *common)
{
	for (size_t i = 0; i < all->len; i++)
		TRY(make_file(&files[i], common, &all->at[i]));
	if (all->len)
		qsort(all->at, all->len, sizeof(all->at[0]), by_path);
	for (size_t i = 1; i < all->len; i++)
		if (str_eq(all->at[i - 1].path, all->at[i].path))
			return err_log(
				ERR_INTERNAL, "static file %.*s: twice", STR_ARG(all->at[i].path));
	return NULL;
}

err_t static_files_new(const struct http_file *files, const struct response_header *common,
	struct static_files **ret_files)
{
	struct arena *a = arena_new();
	struct static_files *all = arena_make(a, struct static_files);
	all->arena = a;
	while (files && files[all->len].path)
		all->len++;
	all->at = arena_array(a, struct static_file, all->len);
	err_t e = make_all(all, files, common);
	if (e) {
		static_files_free(all);
		return e;
	}
	*ret_files = all;
	return NULL;
}

void static_files_free(struct static_files *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->len; i++)
		for (int c = 0; c < CODINGS; c++)
			MHD_destroy_response(f->at[i].answer[c]);
	arena_free(f->arena);
}

const struct static_file *static_files_find(const struct static_files *f, struct str path)
{
	struct static_file wanted = {.path = path};
	return f->len ? bsearch(&wanted, f->at, f->len, sizeof(f->at[0]), by_path) : NULL;
}

struct MHD_Response *static_file_answer(const struct static_file *f, struct str accept_encoding)
{
	if (f->answer[BROTLI] && encode_accepts(accept_encoding, STR("br")))
		return f->answer[BROTLI];
	if (f->answer[GZIP] && encode_accepts(accept_encoding, STR("gzip")))
		return f->answer[GZIP];
	return f->answer[PLAIN];
}
