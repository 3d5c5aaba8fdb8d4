/*
 * Passports of 40 answers as PDF: bench_paper. By one thread, and by as many as the machine has
 * cores; each figure is the best of many short rounds, for others at work on the machine only take
 * away. What bounds it is the libraries: a third goes to shaping (pango, harfbuzz), two fifths to
 * cairo and the decimal numbers that it prints, a fifth to zlib; what is ours is a fiftieth.
 */
#include "base/time.h"
#include "paper/paper.h"
#include "unit/sheet.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define ROUNDS 80
#define PASSPORTS 6 /* of one thread in one round */
#define THREADS_MOST 64

struct press_run {
	struct paper *paper;
	double cpu; /* seconds */
	size_t bytes;
};

/* Processor time of this thread. */
static double cpu_now(void)
{
	struct rusage usage;
	getrusage(RUSAGE_THREAD, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void *print_many(void *arg)
{
	struct press_run *run = arg;
	struct arena *a = arena_new();
	struct str pdf;
	double start = cpu_now();
	for (int i = 0; i < PASSPORTS; i++) {
		if (sheet_passport(a, run->paper, &pdf))
			abort();
		run->bytes = pdf.len;
		arena_reset(a);
	}
	run->cpu = cpu_now() - start;
	arena_free(a);
	return NULL;
}

/* Seconds for PASSPORTS by each of so many threads. */
static double run_threads(struct press_run *runs, long threads)
{
	pthread_t ids[THREADS_MOST];
	usec start = clock_monotonic();
	for (long i = 0; i < threads; i++)
		if (pthread_create(&ids[i], NULL, print_many, &runs[i]))
			abort();
	for (long i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	return (double)(clock_monotonic() - start) / USEC_SECOND;
}

int main(void)
{
	struct arena *a = arena_new();
	struct press_run runs[THREADS_MOST] = {0};
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	double best_cpu = 1e9, best_wall = 1e9;
	if (cores > THREADS_MOST)
		cores = THREADS_MOST;
	struct paper *paper;
	if (paper_new(a, &paper))
		abort();
	for (long i = 0; i < cores; i++)
		runs[i].paper = paper;
	for (int i = 0; i < ROUNDS; i++) {
		run_threads(runs, 1);
		best_cpu = runs[0].cpu < best_cpu ? runs[0].cpu : best_cpu;
		double wall = run_threads(runs, cores);
		best_wall = wall < best_wall ? wall : best_wall;
	}
	printf("figure passport_pdf_per_s_core %.0f files/s\n", PASSPORTS / best_cpu);
	printf("figure passport_pdf_per_s %.0f files/s\n", (double)(PASSPORTS * cores) / best_wall);
	printf("figure passport_pdf_bytes %zu bytes\n", runs[0].bytes);
	arena_free(a);
	return 0;
}
