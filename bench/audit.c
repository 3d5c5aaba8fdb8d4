/* Sealing and checking a log of 100,000 rows: bench_audit. */
#include "app/audit_chain.h"
#include "app/audit_check.h"
#include "app/audit_seal.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>
#include <sys/resource.h>

#define ROWS 100000

/* What busy people leave behind. */
static const char rows[] =
	"INSERT INTO audit (at, subject, action, result, object, object_id, browser, system) "
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
	"SELECT i, (SELECT public FROM person), 'account.sign_in', 'done', 'account', '', "
	"'Firefox', 'Android' FROM n";

static long peak_kb(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static void print_figures(usec sealing, usec checking, long grown_kb)
{
	printf("figure audit_seal_rows %lld rows/s\n", (long long)(ROWS * USEC_SECOND / sealing));
	printf("figure audit_check_rows %lld rows/s\n", (long long)(ROWS * USEC_SECOND / checking));
	printf("figure audit_peak_growth %.1f MB\n", (double)grown_kb / 1024);
}

static void seal_and_check(struct place *p, struct jobs *jobs)
{
	struct key *key;
	struct audit_verdict verdict;
	int count;
	REQUIRE_OK(audit_start(&p->app));
	REQUIRE_OK(audit_key(p->app.vault, p->arena, &key));
	long before_kb = peak_kb();
	usec start = clock_monotonic();
	REQUIRE_OK(jobs_run_due(jobs, &count));
	usec sealed = clock_monotonic();
	REQUIRE_OK(audit_check(p->app.db, key, &(struct audit_seen){0}, &verdict));
	usec checked = clock_monotonic();
	CHECK_INT(verdict.fault, AUDIT_SOUND);
	CHECK_INT(verdict.rows, ROWS);
	print_figures(sealed - start, checked - sealed, peak_kb() - before_kb);
}

TEST(audit_of_a_hundred_thousand_rows)
{
	struct place p;
	struct jobs *jobs;
	REQUIRE(place_open(&p));
	place_person(&p, "Robin", "robin@school.example");
	place_sql(&p, rows);
	place_sql(&p, "INSERT INTO audit_waiting SELECT id FROM audit");
	const struct job_kind kinds[] = {audit_job(&p.app), {0}};
	const struct jobs_settings settings = {
		p.app.db, p.app.clock, p.app.random, &p.log, kinds, 1};
	REQUIRE_OK(jobs_new(&settings, &jobs));
	seal_and_check(&p, jobs);
	jobs_free(jobs);
	place_close(&p);
}
