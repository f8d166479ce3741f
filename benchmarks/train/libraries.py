"""Which processor, which versions, and whose matrix products: without them no figure can be compared."""

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "torch", "scikit-learn", "numba", "threadpoolctl")
SWITCHES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "MKL_DEBUG_CPU_TYPE", "MKL_ENABLE_INSTRUCTIONS")


def lines() -> list[str]:
    """The items of a Markdown list."""
    found = [f"{platform.python_implementation()} {platform.python_version()}", *map(_version, PACKAGES)]
    switches = [f"{name}={os.environ[name]}" for name in SWITCHES if name in os.environ]
    return [
        f"- Processor: {_processor()}, {os.cpu_count()} cores; one thread for everybody.",
        f"- {', '.join(found)}.",
        f"- NumPy's matrix products: {_blas_of_numpy()}; PyTorch's: {_blas_of_torch()}.",
        f"- Switches in the environment: {', '.join(switches) or 'none'}.",
    ]


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def _processor() -> str:
    """Its name where Linux tells it, with family and model, which a rented machine's name leaves out."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    told = dict(re.findall(r"^(model name|cpu family|model)\s*: (.*)$", text, re.MULTILINE))
    return f"{told.get('model name', platform.machine())} (family {told.get('cpu family')}, model {told.get('model')})"


def _blas_of_numpy() -> str:
    """As threadpoolctl finds it at work, with its kernels; else as NumPy was built."""
    import numpy as np

    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
        return f"{blas['name']} {blas['version']}"
    for library in threadpool_info():
        if library["user_api"] == "blas" and "numpy" in library["filepath"]:
            return f"{library['internal_api']} {library['version']}, kernels for {library.get('architecture', '?')}"
    return "unknown to threadpoolctl"


def _blas_of_torch() -> str:
    """As PyTorch was built; it names its library by the year."""
    try:
        import torch
    except ImportError:
        return "not installed"
    told = torch.__config__.show()
    kind = re.search(r"BLAS_INFO=(\w+)", told)
    mkl = re.search(r"Math Kernel Library Version ([\w.-]+)", told)
    capability = torch.backends.cpu.get_cpu_capability()
    return f"{kind[1] if kind else 'unknown'}{' ' + mkl[1] if mkl else ''} (its own kernels: {capability})"
