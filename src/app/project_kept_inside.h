/* How what an account keeps of a project is sealed. */
#pragma once

#include "app/project_kept.h"
#include "crypto/vault.h"
#include "db/content.h"

/* column: "heading" or "body". */
struct vault_place project_kept_place(
	struct arena *a, struct public_id owner, struct public_id kept, const char *column);
struct vault_place project_kept_paper_place(
	struct arena *a, struct public_id owner, struct public_id kept, int64_t place);
struct vault_place project_kept_file_place(
	struct arena *a, struct public_id owner, struct public_id kept, int64_t place);
