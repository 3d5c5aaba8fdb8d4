/* The one place where this folder meets OpenSSL; not for other rooms. */
#pragma once

/*
 * For the hash functions of sha.h: fetching and allocating, as EVP does for each hasher, would
 * cost as much as hashing a proof. Version 3 calls them deprecated and keeps them.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/param_build.h>
#include <openssl/sha.h>
