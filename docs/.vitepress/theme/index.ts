import { type Theme, useData } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { h, onMounted, watch } from 'vue';
import './style.css';

/** Draws the diagrams of a page in the browser, and again when the reader changes between light and dark. */
function useDiagrams(): void {
  const { isDark } = useData();
  const draw = async () => {
    const { createMermaidRenderer } = await import('vitepress-mermaid-renderer');
    createMermaidRenderer({ static: true, theme: isDark.value ? 'dark' : 'default' });
  };
  onMounted(() => {
    void draw();
    watch(isDark, draw);
  });
}

export default {
  extends: DefaultTheme,
  Layout: {
    setup: () => {
      useDiagrams();
      return () => h(DefaultTheme.Layout);
    },
  },
} satisfies Theme;
