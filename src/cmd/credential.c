/* leerpas credential: check, issue and look at credentials, without an installation. */
#include "cmd/credential.h"

#include "cmd/command.h"
#include "cmd/credential_shelf.h"
#include "cmd/key_file.h"
#include "cmd/lines.h"
#include "i18n/i18n.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

typedef err_t show_fn(const struct credential_job *job, const struct report *r, FILE *out);

static const struct credential_command {
	const char *name;
	unsigned id;
	credential_work_fn *work;
	show_fn *show; /* in words; NULL: the result is shown as it is */
	enum outcome good;
	const char *usage;
} commands[] = {
	{"verify", COMMAND_VERIFY, credential_verify, report_words, OUTCOME_VERIFIED,
		"verify [--json] [--ndjson] [--did FILE] [--status FILE]\n"
		"      [--document ADDRESS=FILE] [--challenge TEXT] [--domain TEXT] FILE...\n"
		"                                  check credentials and presentations"},
	{"issue", COMMAND_ISSUE, credential_issue, NULL, OUTCOME_DONE,
		"issue --key FILE [--suite NAME] [--method ADDRESS] [--created TIME]\n"
		"      [--document ADDRESS=FILE] [--json] [--ndjson] FILE...\n"
		"                                  sign credentials"},
	{"canonicalize", COMMAND_CANONICALIZE, credential_canonicalize, NULL, OUTCOME_DONE,
		"canonicalize [--suite NAME] [--document ADDRESS=FILE] [--json] [--ndjson]\n"
		"      FILE...                     print the text that is signed"},
	{"inspect", COMMAND_INSPECT, credential_inspect, report_contents, OUTCOME_DONE,
		"inspect [--json] [--ndjson] FILE...\n"
		"                                  print what is said, without checking it"},
	{"key", COMMAND_KEY_NEW, NULL, NULL, OUTCOME_DONE,
		"key new --type ed25519|p256|p384 FILE\n"
		"                                  make a key to issue with"},
	{0},
};

/* --- documents --- */

static void print_raw(struct str text, FILE *out)
{
	fwrite(text.p, 1, text.len, out);
	if (!str_ends(text, STR("\n")))
		fputc('\n', out);
}

static err_t show(const struct credential_command *c, const struct credential_job *job,
	const struct report *r)
{
	bool json = job->options->json || job->options->ndjson;
	bool good = r->outcome == c->good;
	/* An issued credential is a line of JSON already. */
	if (good && r->text.len && (c->id == COMMAND_ISSUE || !json)) {
		print_raw(r->text, stdout);
		return NULL;
	}
	if (json)
		return report_json(r, stdout);
	if (c->show)
		return c->show(job, r, stdout);
	return report_findings(job, r, stderr);
}

static void start(struct report *ret_report, struct arena *a, struct str name, int64_t line)
{
	*ret_report =
		(struct report){.arena = a, .name = name, .line = line, .members = json_object()};
	findings_init(&ret_report->findings, a);
}

static err_t end(const struct credential_command *c, struct credential_job *job, struct report *r)
{
	if (r->outcome > job->worst)
		job->worst = r->outcome;
	TRY(show(c, job, r));
	fflush(stdout);
	return NULL;
}

static err_t take_text(const struct credential_command *c, struct credential_job *job,
	struct report *r, struct str text)
{
	c->work(job, text, r);
	report_conclude(r, c->good);
	return end(c, job, r);
}

/* Takes e: what is too large is the document's fault, any other the file's. */
static err_t take_error(
	const struct credential_command *c, struct credential_job *job, struct report *r, err_t e)
{
	if (e->code == ERR_TOO_LARGE) {
		proof_explain(e, &r->findings);
		report_conclude(r, c->good);
		return end(c, job, r);
	}
	struct str why = str_dup(r->arena, str_of(e->detail));
	err_free(e);
	r->outcome = OUTCOME_UNREADABLE;
	json_set(r->arena, &r->members, STR("detail"), json_of_str(why));
	return end(c, job, r);
}

static err_t run_lines(const struct credential_command *c, struct credential_job *job,
	struct arena *a, struct lines *lines, struct str name)
{
	struct arena *each = arena_child(a);
	struct str text = STR("");
	for (int64_t line = 1; text.p; line++) {
		struct report r;
		arena_reset(each);
		start(&r, each, name, line);
		err_t e = lines_next(lines, &text);
		bool over = e && e->code != ERR_TOO_LARGE;
		if (e)
			TRY(take_error(c, job, &r, e));
		else if (str_trim(text).len)
			TRY(take_text(c, job, &r, text));
		if (over || ferror(stdout))
			return NULL;
	}
	return NULL;
}

static err_t run_whole(const struct credential_command *c, struct credential_job *job,
	struct arena *a, struct lines *lines, struct str name)
{
	struct report r;
	struct str text;
	start(&r, a, name, 0);
	err_t e = lines_all(lines, &text);
	return e ? take_error(c, job, &r, e) : take_text(c, job, &r, text);
}

static err_t run_file(const struct credential_command *c, struct credential_job *job,
	struct arena *a, const char *path)
{
	struct report r;
	struct lines *lines;
	start(&r, a, str_of(path), 0);
	err_t e = lines_open(a, path, &lines);
	if (e)
		return take_error(c, job, &r, e);
	return job->options->ndjson ? run_lines(c, job, a, lines, str_of(path))
				    : run_whole(c, job, a, lines, str_of(path));
}

/* --- what documents are met with --- */

static struct str language(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str tag = str_of(getenv(names[i]));
		tag = str_sub(tag, 0, str_find(tag, '.'));
		if (tag.len)
			return str_sub(tag, 0, str_find(tag, '_'));
	}
	return STR("en");
}

static err_t choose_language(struct arena *a, struct credential_job *job)
{
	struct i18n *i18n;
	TRY(i18n_new(a, i18n_catalogues, STR("en"), &i18n));
	job->lang = i18n_find(i18n, language());
	if (!job->lang)
		job->lang = i18n_standard(i18n);
	return NULL;
}

static err_t choose_suite(struct credential_job *job)
{
	const char *name = job->options->suite;
	bool eddsa = !job->key || key_type(job->key) == KEY_ED25519;
	job->suite = eddsa ? PROOF_EDDSA_RDFC_2022 : PROOF_ECDSA_RDFC_2019;
	if (name && !proof_suite_parse(str_of(name), &job->suite))
		return err_log(ERR_INVALID, "%s is no suite that is known here", name);
	if (job->key && !proof_suite_takes(job->suite, key_type(job->key)))
		return err_log(ERR_INVALID, "%s needs a key of another kind", name);
	return NULL;
}

static err_t choose_key(struct arena *a, struct credential_job *job)
{
	const struct credential_options *o = job->options;
	usec t, now = job->env.proof.did.now;
	if (!o->key)
		return err_log(ERR_INVALID, "issue needs --key FILE");
	if (o->created && !usec_parse(str_of(o->created), &t))
		return err_log(ERR_INVALID, "--created needs a time");
	TRY(key_file_read(a, o->key, &job->key));
	job->method = o->method ? str_of(o->method) : did_key_method(a, job->key);
	job->created = o->created ? str_of(o->created) : usec_print(a, now - now % USEC_SECOND);
	return NULL;
}

static void free_contexts(void *contexts)
{
	jsonld_contexts_free(contexts);
}

static void free_keys(void *keys)
{
	key_cache_free(keys);
}

static err_t fill_shelf(struct shelf *s, const struct credential_options *o)
{
	for (size_t i = 0; i < o->did.len; i++)
		TRY(shelf_put(s, o->did.at[i]));
	for (size_t i = 0; i < o->status.len; i++)
		TRY(shelf_put(s, o->status.at[i]));
	for (size_t i = 0; i < o->document.len; i++)
		TRY(shelf_put_at(s, str_of(o->document.at[i]), ""));
	return NULL;
}

static err_t prepare(
	const struct credential_command *c, struct arena *a, struct credential_job *job)
{
	struct shelf *shelf = shelf_new(a);
	struct proof_env *env = &job->env.proof;
	TRY(fill_shelf(shelf, job->options));
	job->env.library = shelf_library(shelf);
	env->contexts = jsonld_contexts_new(shelf_loader(shelf));
	arena_defer(a, free_contexts, env->contexts);
	env->did =
		(struct did_env){shelf_fetcher(shelf), key_cache_new(), clock_now(&clock_system)};
	arena_defer(a, free_keys, env->did.keys);
	if (c->id == COMMAND_ISSUE)
		TRY(choose_key(a, job));
	TRY(choose_suite(job));
	return choose_language(a, job);
}

static err_t run(const struct credential_command *c, struct arena *a,
	const struct credential_options *o, int *ret_status)
{
	struct credential_job job = {.options = o, .worst = OUTCOME_DONE};
	TRY(prepare(c, a, &job));
	struct arena *each = arena_child(a);
	for (size_t i = 0; i < o->files.len; i++) {
		TRY(run_file(c, &job, each, o->files.at[i]));
		arena_reset(each);
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		return err_log(ERR_UNAVAILABLE, "the results could not be written");
	*ret_status = outcome_face(job.worst)->exit_code;
	return NULL;
}

/* --- the command line --- */

static err_t make_key(struct arena *a, const struct credential_options *o)
{
	static const struct {
		const char *name;
		enum key_type type;
	} types[] = {{"ed25519", KEY_ED25519}, {"p256", KEY_P256}, {"p384", KEY_P384}};
	struct key *k;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (strcmp(types[i].name, o->type ? o->type : "ed25519") != 0)
			continue;
		TRY(key_file_create(a, o->files.at[0], types[i].type, &random_system, &k));
		printf("%.*s\n", STR_ARG(did_key(a, k)));
		return NULL;
	}
	return err_log(ERR_INVALID, "--type is ed25519, p256 or p384");
}

static int print_usage(void)
{
	for (const struct credential_command *c = commands; c->name; c++)
		fprintf(stderr, "  leerpas credential %s\n", c->usage);
	fprintf(stderr, "FILE may be -, standard input. Exit status:");
	for (enum outcome o = OUTCOME_VERIFIED; o < OUTCOMES; o++)
		fprintf(stderr, " %d %s,", outcome_face(o)->exit_code, outcome_face(o)->name);
	fprintf(stderr, " %d this text.\n", EX_USAGE);
	return EX_USAGE;
}

static const struct credential_command *find(const char *name)
{
	for (const struct credential_command *c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

err_t command_credential(struct arena *a, int argc, char **argv, int *ret_status)
{
	struct credential_options o;
	const struct credential_command *c = argc > 1 ? find(argv[1]) : NULL;
	bool is_key = c && c->id == COMMAND_KEY_NEW;
	int words = is_key ? 3 : 2;
	if (!c || argc <= words || (is_key && strcmp(argv[2], "new") != 0)) {
		*ret_status = print_usage();
		return NULL;
	}
	err_t e = credential_options_read(a, c->id, argc - words, argv + words, &o);
	if (!e && (!o.files.len || (is_key && o.files.len != 1)))
		e = err_log(ERR_INVALID, "%s needs a file", c->name);
	if (e) {
		fprintf(stderr, "leerpas credential: %s\n", e->detail);
		err_free(e);
		*ret_status = print_usage();
		return NULL;
	}
	return is_key ? make_key(a, &o) : run(c, a, &o, ret_status);
}
