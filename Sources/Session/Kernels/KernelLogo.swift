/// The picture that front ends show for the kernel: a grid of results, one of them the best.
enum KernelLogo {
    static let fileName = "logo-svg.svg"

    static let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
          <rect width="64" height="64" rx="12" fill="#1f3a5f"/>
          <g fill="#8fb8de">
            <rect x="10" y="10" width="12" height="12" rx="2" opacity=".45"/>
            <rect x="26" y="10" width="12" height="12" rx="2" opacity=".65"/>
            <rect x="42" y="10" width="12" height="12" rx="2" opacity=".85"/>
            <rect x="10" y="26" width="12" height="12" rx="2" opacity=".65"/>
            <rect x="42" y="26" width="12" height="12" rx="2" opacity=".65"/>
            <rect x="10" y="42" width="12" height="12" rx="2" opacity=".85"/>
            <rect x="26" y="42" width="12" height="12" rx="2" opacity=".65"/>
            <rect x="42" y="42" width="12" height="12" rx="2" opacity=".45"/>
          </g>
          <rect x="24" y="24" width="16" height="16" rx="3" fill="#ffb000"/>
        </svg>

        """
}
