/*
 * Certificates: bench_certificates. A project of 10,000 participants is issued as a job
 * issues it: composed, printed, sealed and stored. Beside it what only the printing takes, of
 * three pages with three competences; that is best of many short rounds, for others at work on
 * the machine only take away. What bounds it is cairo, pango and zlib, as with passports.
 */
#include "app/certificate.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "codec/input.h"
#include "unit/place.h"
#include "unit/sheet.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define PEOPLE 10000
#define ROUNDS 100
#define PRINTED 8 /* in one round */

struct world {
	struct place p;
	struct actor mila;
	struct project_at at;
	struct membership_new role;
};

static void must(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "%s:%d: %s\n", e->file, e->line, e->detail);
	abort();
}

static err_t join(struct tx *tx, void *ctx)
{
	const struct world *w = ctx;
	TRY(access_keep_house(tx));
	return membership_begin(tx, &w->role);
}

static void begin(struct world *w)
{
	struct app *app = &w->p.app;
	struct project_basics in = {STR("Water"), STR("youth-exchange"), STR_NONE};
	const struct project_activity_in week = {
		STR("Week at the river"), STR("Ede"), 19990, 19997};
	const struct project_party_in party = {
		.name = STR("Huis Zes"), .place = STR("Ede"), .role = PROJECT_APPLICANT};
	if (!place_open(&w->p))
		abort();
	w->mila = place_person(&w->p, "Mila", "mila@house.example");
	must(organisation_make(app, w->p.arena, STR("Huis Zes"), &w->at.organisation));
	w->role = (struct membership_new){public_id_new(&random_system), w->mila.person,
		w->at.organisation, ROLE_COORDINATOR, 1, NULL};
	must(db_tx(app->db, join, w));
	must(project_make(
		app, w->p.arena, &w->mila, w->at.organisation, &in, NULL, &w->at.project));
	must(project_put_activity(app, w->p.arena, &w->mila, &w->at, NULL, &week));
	must(project_put_party(app, w->p.arena, &w->mila, &w->at, NULL, &party));
}

static void add_people(struct world *w, long count)
{
	struct arena *a = arena_new();
	for (long i = 0; i < count; i++, arena_reset(a)) {
		const struct participant in = {.given_name = STR("Şebnem"),
			.family_name = str_fmt(a, "Ağaoğlu %05ld", i),
			.country = STR("TR"),
			.born = DAY_NONE,
			.starts = DAY_NONE,
			.ends = DAY_NONE};
		must(participant_put(&w->p.app, a, &w->mila, &w->at, NULL, &in));
	}
	arena_free(a);
}

static double peak_megabytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

static void issue(struct world *w, long count)
{
	const struct certificate_order order = {.whom = CERTIFICATE_ALL,
		.sealed = true,
		.confirms = {STR("Mila de Boer"), STR("coordinator")}};
	int ran;
	must(certificate_order(&w->p.app, w->p.arena, &w->mila, &w->at, &order));
	usec start = clock_thread();
	must(jobs_run_due(w->p.app.jobs, &ran));
	double cpu = (double)(clock_thread() - start) / USEC_SECOND;
	if (place_sql(&w->p, "SELECT count(*) FROM certificate") != count)
		abort();
	printf("figure certificates_issued_per_s_core %.0f files/s\n", (double)count / cpu);
	printf("figure certificates_peak_memory %.0f MB\n", peak_megabytes());
}

static void print(struct paper *paper)
{
	struct arena *a = arena_new();
	struct str pdf;
	usec best = INT64_MAX;
	for (int i = 0; i < ROUNDS; i++) {
		usec start = clock_thread();
		for (int k = 0; k < PRINTED; k++, arena_reset(a))
			must(sheet_certificate(a, paper, &pdf));
		usec took = clock_thread() - start;
		best = took < best ? took : best;
	}
	arena_free(a);
	printf("figure certificates_per_s_core %.0f files/s\n",
		(double)PRINTED * USEC_SECOND / (double)best);
}

TEST(bench_certificates)
{
	struct world w = {0};
	begin(&w);
	add_people(&w, PEOPLE);
	issue(&w, PEOPLE);
	print(w.p.app.paper);
	place_close(&w.p);
}
