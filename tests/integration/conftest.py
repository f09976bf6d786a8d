"""Every test here may have a warehouse of its own."""

from warehouse_server import template_server, warehouse

__all__ = ["template_server", "warehouse"]
