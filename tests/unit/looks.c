#include "unit/looks.h"

#include <cairo.h>
#include <stdlib.h>

#define VISIBLE 40 /* steps of 255 */

static double compare(cairo_surface_t *a, cairo_surface_t *b)
{
	int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a);
	if (width <= 0 || width != cairo_image_surface_get_width(b) ||
		height != cairo_image_surface_get_height(b))
		return 1;
	const unsigned char *p = cairo_image_surface_get_data(a),
			    *q = cairo_image_surface_get_data(b);
	int stride = cairo_image_surface_get_stride(a), count = 0;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			count += abs(p[y * stride + x * 4] - q[y * stride + x * 4]) > VISIBLE;
	return (double)count / width / height;
}

double looks_apart(const char *one, const char *other)
{
	cairo_surface_t *a = cairo_image_surface_create_from_png(one);
	cairo_surface_t *b = cairo_image_surface_create_from_png(other);
	double apart = compare(a, b);
	cairo_surface_destroy(a);
	cairo_surface_destroy(b);
	return apart;
}
