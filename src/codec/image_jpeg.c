#include "codec/image_inside.h"

#include "base/mem.h"

#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>
#include <string.h>

#define SCANS_MOST 64 /* of a progressive picture; cameras and editors make ten */
#define QUALITY 86
#define OUT_MOST (4 << 20) /* bytes of what comes out */

/* libjpeg leaves a function that fails by a jump; its fields that we know come after its own. */
struct fault {
	struct jpeg_error_mgr manager;
	jmp_buf back;
};

static void leave(j_common_ptr info)
{
	struct fault *fault = (struct fault *)info->err;
	longjmp(fault->back, 1);
}

static void say_nothing(j_common_ptr info)
{
	(void)info;
}

static struct jpeg_error_mgr *catch_faults(struct fault *f)
{
	jpeg_std_error(&f->manager);
	f->manager.error_exit = leave;
	f->manager.output_message = say_nothing;
	return &f->manager;
}

/* --- reading --- */

struct reader {
	struct jpeg_decompress_struct info;
	struct jpeg_progress_mgr progress;
	struct fault fault;
	struct image_scaler *scaler;
	err_t e;
};

/* A file of a few kilobytes can ask for thousands of passes over a large picture. */
static void count_scans(j_common_ptr info)
{
	const struct jpeg_decompress_struct *d = (struct jpeg_decompress_struct *)info;
	if (d->input_scan_number > SCANS_MOST)
		leave(info);
}

/* The smallest size that the decoder itself can make and that is large enough. */
static void shrink(struct jpeg_decompress_struct *d, const struct image_scaler *s)
{
	unsigned shorter = d->image_width < d->image_height ? d->image_width : d->image_height;
	unsigned longer = d->image_width < d->image_height ? d->image_height : d->image_width;
	unsigned counts = s->is_square ? shorter : longer;
	d->scale_denom = 8;
	for (d->scale_num = 1; d->scale_num < 8; d->scale_num++)
		if (counts * d->scale_num / 8 >= (unsigned)s->side)
			break;
}

static int find_orientation(const struct jpeg_decompress_struct *d)
{
	for (const struct jpeg_marker_struct *m = d->marker_list; m; m = m->next) {
		struct str data = {(const char *)m->data, m->data_length};
		if (str_starts(data, STR("Exif")))
			return image_orientation(data);
	}
	return 1;
}

static void read_head(struct reader *r, struct str bytes)
{
	struct jpeg_decompress_struct *d = &r->info;
	jpeg_create_decompress(d);
	d->mem->max_memory_to_use = (long)IMAGE_MEMORY;
	r->progress.progress_monitor = count_scans;
	d->progress = &r->progress;
	jpeg_mem_src(d, (const unsigned char *)bytes.p, bytes.len);
	jpeg_save_markers(d, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(d, TRUE);
}

/* As printers have it: four inks a pixel, cyan to black. */
static bool is_of_inks(const struct jpeg_decompress_struct *d)
{
	return d->jpeg_color_space == JCS_CMYK || d->jpeg_color_space == JCS_YCCK;
}

/* In place. Adobe's programs write how much is left without ink. */
static void mix_inks(const struct jpeg_decompress_struct *d, uint8_t *row)
{
	unsigned turn = d->saw_Adobe_marker ? 0 : 255;
	for (size_t x = 0; x < d->output_width; x++)
		for (size_t c = 0; c < 3; c++)
			row[3 * x + c] =
				(uint8_t)((row[4 * x + c] ^ turn) * (row[4 * x + 3] ^ turn) / 255);
}

static void read_rows(struct reader *r)
{
	struct jpeg_decompress_struct *d = &r->info;
	bool of_inks = is_of_inks(d);
	d->out_color_space = of_inks ? JCS_CMYK : JCS_RGB;
	shrink(d, r->scaler);
	jpeg_start_decompress(d);
	image_scaler_begin(r->scaler, (int)d->output_width, (int)d->output_height);
	JSAMPARRAY row = d->mem->alloc_sarray((j_common_ptr)d, JPOOL_IMAGE, 4 * d->output_width, 1);
	while (d->output_scanline < d->output_height) {
		int y = (int)d->output_scanline;
		if (jpeg_read_scanlines(d, row, 1) != 1)
			leave((j_common_ptr)d);
		if (of_inks)
			mix_inks(d, row[0]);
		image_scaler_row(r->scaler, y, row[0]);
	}
}

/* Nothing of r is kept in a register across the jump. */
static bool read_all(struct reader *r, struct str bytes)
{
	if (setjmp(r->fault.back))
		return false;
	read_head(r, bytes);
	r->e = image_check_size(r->info.image_width, r->info.image_height, IMAGE_PIXELS_MOST);
	if (r->e)
		return true;
	r->scaler->turned = find_orientation(&r->info);
	read_rows(r);
	return true;
}

err_t image_jpeg_read(struct str bytes, struct image_scaler *s)
{
	struct reader *r = arena_make(s->arena, struct reader);
	r->scaler = s;
	r->info.err = catch_faults(&r->fault);
	bool read = read_all(r, bytes);
	jpeg_destroy_decompress(&r->info);
	if (r->e)
		return r->e;
	return read ? NULL : err_say(ERR_INVALID, IMAGE_BROKEN);
}

/* --- writing --- */

struct writer {
	struct jpeg_compress_struct info;
	struct jpeg_destination_mgr to;
	struct fault fault;
	unsigned char *bytes;
	size_t used;
};

static void begin_bytes(j_compress_ptr info)
{
	struct writer *w = (struct writer *)info;
	w->to.next_output_byte = w->bytes;
	w->to.free_in_buffer = OUT_MOST;
}

static boolean out_of_room(j_compress_ptr info)
{
	leave((j_common_ptr)info);
	return FALSE;
}

static void end_bytes(j_compress_ptr info)
{
	struct writer *w = (struct writer *)info;
	w->used = OUT_MOST - w->to.free_in_buffer;
}

static void set_up(struct writer *w, int width, int height)
{
	struct jpeg_compress_struct *c = &w->info;
	jpeg_create_compress(c);
	w->to = (struct jpeg_destination_mgr){.init_destination = begin_bytes,
		.empty_output_buffer = out_of_room,
		.term_destination = end_bytes};
	c->dest = &w->to;
	c->image_width = (JDIMENSION)width;
	c->image_height = (JDIMENSION)height;
	c->input_components = 3;
	c->in_color_space = JCS_RGB;
	jpeg_set_defaults(c);
	jpeg_set_quality(c, QUALITY, TRUE);
	c->optimize_coding = TRUE;
}

static bool write_all(struct writer *w, const uint8_t *pixels, int width, int height)
{
	if (setjmp(w->fault.back))
		return false;
	set_up(w, width, height);
	jpeg_start_compress(&w->info, TRUE);
	while (w->info.next_scanline < w->info.image_height) {
		const uint8_t *at = pixels + 3 * (size_t)width * w->info.next_scanline;
		JSAMPROW row = (JSAMPROW)at; /* libjpeg only reads it */
		jpeg_write_scanlines(&w->info, &row, 1);
	}
	jpeg_finish_compress(&w->info);
	return true;
}

err_t image_jpeg_write(
	struct arena *a, const uint8_t *pixels, int width, int height, struct str *ret_jpeg)
{
	struct arena *own = arena_child(a);
	struct writer *w = arena_make(own, struct writer);
	w->bytes = (unsigned char *)arena_bytes(own, OUT_MOST);
	w->info.err = catch_faults(&w->fault);
	bool written = write_all(w, pixels, width, height);
	jpeg_destroy_compress(&w->info);
	if (written)
		*ret_jpeg = str_dup(a, (struct str){(const char *)w->bytes, w->used});
	arena_free(own);
	return written ? NULL : err_log(ERR_INTERNAL, "a picture was not written");
}
