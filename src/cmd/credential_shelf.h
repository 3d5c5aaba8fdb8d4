/*
 * Documents at hand, so that checking credentials fetches nothing: did:web documents and status
 * lists, found by the id they have, and contexts and related resources, found by the address
 * that is given with them.
 */
#pragma once

#include "credential/did.h"
#include "credential/jsonld.h"
#include "credential/vc_model.h"

#define SHELF_MOST 1024 /* documents */

struct shelf;

struct shelf *shelf_new(struct arena *a);
/* A did:web document or a status list credential. Errors name the file. */
err_t shelf_put(struct shelf *s, const char *path);
/* "ADDRESS=FILE", a file name that is not absolute being in folder ("" or "folder/"). */
err_t shelf_put_at(struct shelf *s, struct str address_and_file, const char *folder);

/* The same documents, as those ask for them who need them; all live as long as the shelf. */
const struct did_fetcher *shelf_fetcher(const struct shelf *s);
const struct jsonld_loader *shelf_loader(const struct shelf *s);
const struct vc_library *shelf_library(const struct shelf *s);
