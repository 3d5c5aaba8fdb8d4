#include "jobs/run.h"

static const struct job_kind *find_kind(const struct job_runner *r, struct str name)
{
	const struct job_kind *k = r->kinds;
	while (k->name && !str_is(name, k->name))
		k++;
	return k;
}

static int tries_of(const struct job_kind *kind)
{
	int n = 0;
	while (kind->delays[n])
		n++;
	return n + 1;
}

/* With up to an eighth more, so that what failed together does not come back together. */
static usec delay_of(const struct job_runner *r, const struct job_kind *kind, int tries)
{
	usec delay = kind->delays[tries - 1];
	return delay + (usec)random_below(r->random, (uint64_t)delay / 8 + 1);
}

/* Never 0, which says that nobody has the job. */
static int64_t new_lease(const struct job_runner *r)
{
	return 1 + (int64_t)random_below(r->random, INT64_MAX);
}

struct look {
	const struct job_runner *runner;
	struct arena *arena;
	usec next;
	bool found;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct look *l = ctx;
	const usec *next;
	TRY(job_next_time(tx, l->arena, l->runner->names, &next));
	l->found = next != NULL;
	if (next)
		l->next = *next;
	return NULL;
}

struct claim {
	const struct job_runner *runner;
	struct arena *arena;
	usec now;
	struct job job; /* kind NULL: there was none */
	bool worn_out;  /* no try is left: the last ones ended with the program */
};

static err_t claim(struct tx *tx, void *ctx)
{
	struct claim *c = ctx;
	struct job_row *row;
	int64_t count;
	tx_allow(tx);
	c->job.kind = NULL;
	TRY(job_pick(tx, c->arena, c->now, c->runner->names, &row));
	if (!row)
		return NULL;
	c->job.kind = find_kind(c->runner, row->kind);
	c->job.id = row->id;
	c->job.subject = row->subject;
	c->job.tries = (int)row->tries + 1;
	c->job.is_last = c->job.tries >= tries_of(c->job.kind);
	c->worn_out = c->job.tries > tries_of(c->job.kind);
	TRY(job_claim(tx, row->id, c->job.lease, c->now, c->now + c->job.kind->lease));
	return c->worn_out ? job_give_up(tx, row->id, c->job.lease, c->now, STR("crash"), &count)
			   : NULL;
}

struct settle {
	const struct job *job;
	usec now, run_at;
	const char *fault; /* NULL: it went well */
	bool gives_up;
	int64_t reruns; /* 1: it was ordered again while it ran */
};

static err_t settle(struct tx *tx, void *ctx)
{
	struct settle *s = ctx;
	struct row_id id = s->job->id;
	int64_t lease = s->job->lease, count;
	tx_allow(tx);
	TRY(job_rerun(tx, id, lease, &s->reruns));
	if (s->reruns)
		return NULL;
	if (!s->fault)
		return job_finish(tx, id, lease, &count);
	if (!s->gives_up)
		return job_retry(tx, id, lease, s->run_at, str_of(s->fault), &count);
	return job_give_up(tx, id, lease, s->now, str_of(s->fault), &count);
}

static void log_job(const struct claim *c, enum log_level level, const char *event, usec took)
{
	log_event(c->runner->log, level, event, LOG_Z("kind", c->job.kind->name),
		LOG_I("job", c->job.id.n), LOG_I("try", c->job.tries), LOG_I("ms", took / USEC_MS));
}

/* Runs what was claimed, logs how it went, and settles it. */
static err_t run(struct claim *c)
{
	const struct job_runner *r = c->runner;
	usec start = clock_monotonic();
	err_t e = c->job.kind->run(c->job.kind->ctx, &c->job);
	struct settle s = {.job = &c->job, .now = clock_now(r->clock)};
	if (e) {
		struct str id = str_fmt(c->arena, "job-%lld", (long long)c->job.id.n);
		log_err(r->log, id, e);
		s.fault = err_kind(e->code)->name;
		s.gives_up = c->job.is_last || e->code == ERR_INVALID;
		if (!s.gives_up)
			s.run_at = s.now + delay_of(r, c->job.kind, c->job.tries);
	}
	err_t unsettled = db_tx(r->db, settle, &s);
	bool ends = s.gives_up && !s.reruns && !unsettled;
	const char *event = !e ? "job.done" : ends ? "job.given_up" : "job.failed";
	log_job(c, ends ? LOG_WARN : LOG_NOTE, event, clock_monotonic() - start);
	err_free(e);
	return unsettled;
}

err_t job_run_next(const struct job_runner *r, struct arena *a, bool *ret_ran, usec *ret_rest)
{
	struct look l = {.runner = r, .arena = a};
	TRY(db_read(r->db, look, &l));
	usec now = clock_now(r->clock);
	if (!l.found || l.next > now) {
		*ret_ran = false;
		if (l.found)
			*ret_rest = l.next - now;
		return NULL;
	}
	struct claim c = {.runner = r, .arena = a, .now = now};
	c.job = (struct job){.arena = a, .jobs = r->jobs, .lease = new_lease(r)};
	TRY(db_tx(r->db, claim, &c));
	*ret_ran = c.job.kind != NULL;
	if (!c.job.kind)
		return NULL;
	if (!c.worn_out)
		return run(&c);
	log_job(&c, LOG_WARN, "job.given_up", 0);
	return NULL;
}

struct renewal {
	const struct job *job;
	usec until;
	int64_t count;
};

static err_t renew(struct tx *tx, void *ctx)
{
	struct renewal *w = ctx;
	tx_allow(tx);
	return job_extend(tx, w->job->id, w->job->lease, w->until, &w->count);
}

err_t job_renew(const struct job *job)
{
	const struct job_runner *r = jobs_runner(job->jobs);
	struct renewal w = {job, clock_now(r->clock) + job->kind->lease, 0};
	TRY(db_tx(r->db, renew, &w));
	return w.count ? NULL : err_log(ERR_CONFLICT, "the lease was lost");
}
