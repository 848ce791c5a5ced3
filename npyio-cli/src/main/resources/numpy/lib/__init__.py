import sys
import npyio.lib
sys.modules[__name__] = npyio.lib
