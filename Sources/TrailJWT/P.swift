internal import Trail
