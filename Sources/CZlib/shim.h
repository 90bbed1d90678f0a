#ifndef TRAIL_CZLIB_SHIM_H
#define TRAIL_CZLIB_SHIM_H

#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib is missing: install zlib1g-dev (Debian, Ubuntu), zlib-devel (Fedora) or run make setup"
#endif

#endif
