#include "cmd/vc_api.h"

#include "api/vc_api.h"
#include "cmd/credential_shelf.h"
#include "cmd/key_file.h"
#include "cmd/lines.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define QUEUE_MOST 64

struct office {
	struct arena *arena;
	const char *folder;
	VEC(struct vc_desk_key) keys;
	VEC(struct digest) tokens;
	struct shelf *shelf;
	struct log log;
	struct vc_api api;
	struct http_config http;
	struct http_server *server;
};

static const char *path_in(const struct office *o, const char *name)
{
	return str_fmt(o->arena, "%s/%s", o->folder, name).p;
}

/* --- the folder --- */

/* It stands in a path. */
static bool is_key_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.p[i];
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
			return false;
	}
	return name.len;
}

static err_t add_key(struct office *o, const char *file)
{
	struct vc_desk_key it = {str_dup(o->arena, str_of(file)), NULL};
	it.name.len -= sizeof(".key") - 1;
	if (!is_key_name(it.name))
		return err_log(ERR_INVALID, "%s: a to z, 0 to 9 and - make the name of a key",
			path_in(o, file));
	if (o->keys.len == VC_API_KEYS_MOST)
		return err_log(
			ERR_INVALID, "%s has more than %d keys", o->folder, VC_API_KEYS_MOST);
	TRY(key_file_read(o->arena, path_in(o, file), &it.key));
	vec_push(o->arena, &o->keys, it);
	return NULL;
}

static err_t read_keys(struct office *o)
{
	DIR *folder = opendir(o->folder);
	err_t e = NULL;
	if (!folder)
		return err_log(ERR_NOT_FOUND, "[vc_api] folder %s: %s", o->folder, strerror(errno));
	for (struct dirent *it; !e && (it = readdir(folder));)
		if (str_ends(str_of(it->d_name), STR(".key")))
			e = add_key(o, it->d_name);
	closedir(folder);
	return e;
}

static err_t take_token(struct office *o, struct str line)
{
	struct token t;
	if (!token_parse(str_trim(line), &t))
		return err_log(ERR_INVALID, "%s: a line is no token", path_in(o, "tokens"));
	if (o->tokens.len == VC_API_TOKENS_MOST)
		return err_log(ERR_INVALID, "%s has more than %d tokens", path_in(o, "tokens"),
			VC_API_TOKENS_MOST);
	vec_push(o->arena, &o->tokens, token_digest(&t));
	secret_wipe_bytes(&t, sizeof(t));
	return NULL;
}

static err_t take_document(struct office *o, struct str line)
{
	return shelf_put_at(o->shelf, str_trim(line), path_in(o, ""));
}

static err_t each_line(struct office *o, const char *name, err_t take(struct office *o, struct str))
{
	struct lines *lines;
	struct str line = STR("");
	TRY(lines_open(o->arena, path_in(o, name), &lines));
	for (;;) {
		TRY(lines_next(lines, &line));
		if (!line.p)
			return NULL;
		if (str_trim(line).len)
			TRY(take(o, line));
	}
}

static err_t read_tokens(struct office *o)
{
	int fd;
	TRY(key_file_open(path_in(o, "tokens"), &fd));
	close(fd);
	TRY(each_line(o, "tokens", take_token));
	return o->tokens.len ? NULL : err_log(ERR_INVALID, "%s has no token", path_in(o, "tokens"));
}

static err_t read_folder(struct office *o)
{
	o->shelf = shelf_new(o->arena);
	TRY(read_keys(o));
	TRY(read_tokens(o));
	if (access(path_in(o, "documents"), F_OK) != 0)
		return NULL;
	return each_line(o, "documents", take_document);
}

err_t vc_api_add_token(const char *path, const struct random *r)
{
	struct arena *a = arena_new();
	struct token t = token_new(r);
	struct str line = str_fmt(a, "%.*s\n", STR_ARG(token_print(a, &t)));
	err_t e = NULL;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, line.p, line.len) != (ssize_t)line.len || fsync(fd) != 0)
		e = err_log(ERR_UNAVAILABLE, "cannot write %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	secret_wipe_bytes(&t, sizeof(t));
	secret_wipe_bytes((void *)(uintptr_t)line.p, line.len);
	arena_free(a);
	return e;
}

/* --- the server --- */

static void close_server(void *user)
{
	struct office *o = user;
	err_t e = http_server_stop(o->server);
	if (!e)
		return;
	log_err(&o->log, STR("stop"), e);
	_exit(err_kind(e->code)->exit_code);
}

static err_t open_server(struct office *o, const struct settings *s)
{
	static const struct route *const routes[] = {vc_api_routes, NULL};
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	o->http = (struct http_config){
		.public_url = str_z(o->arena, s->public_url),
		.listen = str_z(o->arena, s->listen_address),
		.port = (int)s->vc_api_port,
		.routes = routes,
		.user = &o->api,
		.gate = vc_api_gate,
		.error = vc_api_error,
		.finish = vc_api_finish,
		.log = &o->log,
		.threads = 1,
		.workers = cores < 2 ? 2 : (int)cores,
		.queue = QUEUE_MOST,
	};
	struct vc_desk_plan plan = {
		.keys = o->keys.at,
		.key_count = o->keys.len,
		.tokens = o->tokens.at,
		.token_count = o->tokens.len,
		.loader = shelf_loader(o->shelf),
		.fetcher = shelf_fetcher(o->shelf),
		.library = shelf_library(o->shelf),
		.clock = &clock_system,
	};
	o->api = (struct vc_api){vc_desk_new(o->arena, &plan, http_slots(&o->http)), &o->log};
	TRY(http_server_start(&o->http, &o->server));
	arena_defer(o->arena, close_server, o);
	return NULL;
}

err_t vc_api_open(struct arena *a, const struct settings *s, const struct log *log, int *ret_port)
{
	struct office *o = arena_make(a, struct office);
	o->arena = a;
	o->folder = str_z(a, s->vc_api_folder);
	o->log = *log;
	TRY(read_folder(o));
	TRY(open_server(o, s));
	*ret_port = http_server_port(o->server);
	return NULL;
}
