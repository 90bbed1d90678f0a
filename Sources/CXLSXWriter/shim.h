#ifndef TRAIL_CXLSXWRITER_SHIM_H
#define TRAIL_CXLSXWRITER_SHIM_H

#if __has_include(<xlsxwriter.h>)
#include <xlsxwriter.h>
#else
#error "trait Excel needs: apt-get install libxlsxwriter-dev (brew install libxlsxwriter), or run make setup"
#endif

#endif
